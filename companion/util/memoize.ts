/** The same promise for everybody who asks: what takes time is done once, and when it is first asked for. */
export function memoizeAsync<T>(work: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | undefined
  return () => {
    promise ??= work()
    return promise
  }
}
