/** Requests at once. More do not make a server faster. */
const concurrency = 8

/**
 * Works on the items, a few at once. After a rejection it starts no other, and rejects with it when no work
 * runs any more.
 */
export async function forEachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const iterator = items.values()
  const errors: unknown[] = []
  const workOn = async () => {
    for (const item of iterator) {
      if (errors.length > 0) return
      await work(item).catch(error => errors.push(error))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, workOn))
  if (errors.length > 0) throw errors[0]
}
