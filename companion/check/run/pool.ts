export interface PoolOptions<T> {
  /** Items at once. */
  concurrency: number
  /** Items with one key share a capacity. */
  getKey: (item: T) => string
  /** What an item takes of the capacity of its key, at most all of it. */
  getWeight: (item: T) => number
  capacity: number
  /** After its first rejection, no other item starts. The caller must see to it that the other work ends. */
  work: (item: T) => Promise<void>
  /** Whether no other item may start. */
  shouldStop: () => boolean
}

/**
 * Works on items from a stream in bounded memory. An item whose key has no capacity left lets later ones
 * pass. When no work runs any more, returns whether all items were worked on. Rejects with the first
 * rejection of `work`.
 */
export async function runPool<T>(items: AsyncIterable<T>, options: PoolOptions<T>): Promise<boolean> {
  const { concurrency, getKey, getWeight, capacity, work, shouldStop } = options
  const iterator = items[Symbol.asyncIterator]()
  const waiting: T[] = []
  const loads = new Map<string, number>()
  const running = new Set<Promise<void>>()
  const errors: unknown[] = []
  let isDrained = false
  const fill = async () => {
    while (!isDrained && waiting.length < concurrency * lookAhead) {
      const { done, value } = await iterator.next()
      if (done === true) isDrained = true
      else waiting.push(value)
    }
  }
  const hasCapacity = (item: T) => (loads.get(getKey(item)) ?? 0) + getWeight(item) <= capacity
  const start = (item: T) => {
    const [key, weight] = [getKey(item), getWeight(item)]
    loads.set(key, (loads.get(key) ?? 0) + weight)
    const task: Promise<void> = work(item)
      // A rejection that nobody awaits at the time, because items are being read, would be lost.
      .catch(error => void errors.push(error))
      .finally(() => {
        running.delete(task)
        const left = (loads.get(key) ?? 0) - weight
        if (left > 0) loads.set(key, left)
        else loads.delete(key)
      })
    running.add(task)
  }
  try {
    await fill()
    while (waiting.length + running.size > 0 && errors.length === 0 && !shouldStop()) {
      while (running.size < concurrency) {
        const index = waiting.findIndex(hasCapacity)
        if (index < 0) break
        waiting.splice(index, 1).forEach(start)
      }
      await Promise.race(running)
      await fill()
    }
  } finally {
    await Promise.all(running)
    await iterator.return?.()
  }
  if (errors.length > 0) throw errors[0]
  return waiting.length === 0
}

/** How many waiting items for each running one are looked through for one that can start. */
const lookAhead = 8
