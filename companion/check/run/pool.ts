export interface PoolOptions<T> {
  /** Items at once. */
  concurrency: number
  /** Items with one key share a capacity. */
  getKey: (item: T) => string
  /** What an item takes of the capacity of its key, at most all of it. */
  weight: number
  capacity: number
  /** Its first rejection ends the pool. The caller must see to it that the other work ends. */
  work: (item: T) => Promise<void>
  /** Whether no other item may start. */
  shouldStop: () => boolean
}

/**
 * Works on items from a stream in bounded memory. An item whose key has no capacity left lets later ones
 * pass. Resolves, or rejects with a rejection of `work`, when no work runs any more.
 */
export async function runPool<T>(items: AsyncIterable<T>, options: PoolOptions<T>): Promise<void> {
  const { concurrency, getKey, weight, capacity, work, shouldStop } = options
  const iterator = items[Symbol.asyncIterator]()
  const waiting: T[] = []
  const loads = new Map<string, number>()
  const running = new Set<Promise<void>>()
  let isDrained = false
  const fill = async () => {
    while (!isDrained && waiting.length < concurrency * lookAhead) {
      const { done, value } = await iterator.next()
      if (done === true) isDrained = true
      else waiting.push(value)
    }
  }
  const hasCapacity = (item: T) => (loads.get(getKey(item)) ?? 0) + weight <= capacity
  const start = (item: T) => {
    const key = getKey(item)
    loads.set(key, (loads.get(key) ?? 0) + weight)
    const task: Promise<void> = work(item).finally(() => {
      running.delete(task)
      const left = (loads.get(key) ?? 0) - weight
      if (left > 0) loads.set(key, left)
      else loads.delete(key)
    })
    running.add(task)
  }
  try {
    while (!shouldStop()) {
      await fill()
      while (running.size < concurrency) {
        const index = waiting.findIndex(hasCapacity)
        if (index < 0) break
        waiting.splice(index, 1).forEach(start)
      }
      if (running.size === 0) return
      await Promise.race(running)
    }
  } finally {
    await Promise.allSettled(running)
    await iterator.return?.()
  }
}

/** How many waiting items for each running one are looked through for one that can start. */
const lookAhead = 8
