/**
 * Returns a function that does the work on its first call and then always returns the same promise.
 */
export function memoizeAsync<T>(work: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | undefined
  return () => {
    promise ??= work()
    return promise
  }
}
