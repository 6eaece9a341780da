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

interface Waiting<T> {
  item: T
  key: string
  weight: number
}

/**
 * Works on items from a stream in bounded memory. An item whose key has no capacity left lets later ones
 * pass. When no work runs any more, returns whether all items were worked on. Rejects with the first
 * rejection of `work`.
 */
export async function runPool<T>(items: AsyncIterable<T>, options: PoolOptions<T>): Promise<boolean> {
  const { concurrency, getKey, getWeight, capacity, work, shouldStop } = options
  const iterator = items[Symbol.asyncIterator]()
  const waiting: Waiting<T>[] = []
  const loads = new Map<string, number>()
  const errors: unknown[] = []
  let running = 0
  let isDrained = false
  let onEnd = () => {}
  const fill = async () => {
    while (!isDrained && running + waiting.length < concurrency * lookAhead) {
      const { done, value } = await iterator.next()
      if (done === true) isDrained = true
      else waiting.push({ item: value, key: getKey(value), weight: getWeight(value) })
    }
  }
  const getLoad = (key: string) => loads.get(key) ?? 0
  const run = async ({ item, key, weight }: Waiting<T>) => {
    running += 1
    loads.set(key, getLoad(key) + weight)
    try {
      await work(item)
    } catch (error) {
      errors.push(error)
    }
    running -= 1
    if (getLoad(key) > weight) loads.set(key, getLoad(key) - weight)
    else loads.delete(key)
    onEnd()
  }
  const waitForEnd = () =>
    new Promise<void>(resolve => {
      onEnd = resolve
    })
  try {
    await fill()
    while (waiting.length + running > 0 && errors.length === 0 && !shouldStop()) {
      while (running < concurrency) {
        const index = waiting.findIndex(({ key, weight }) => getLoad(key) + weight <= capacity)
        if (index < 0) break
        for (const next of waiting.splice(index, 1)) void run(next)
      }
      // One may end while items are being read, or all may have failed at once.
      const ended = waitForEnd()
      await fill()
      if (running > 0) await ended
    }
  } finally {
    while (running > 0) await waitForEnd()
    await iterator.return?.()
  }
  if (errors.length > 0) throw errors[0]
  return waiting.length === 0
}

/** How many items for each running one are looked through for one that can start. */
const lookAhead = 8
