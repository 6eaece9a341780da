/** Returns a function that works once, unless it throws, and then returns the same result. */
export function once<T>(work: () => T): () => T {
  let result: { value: T } | undefined
  return () => {
    result ??= { value: work() }
    return result.value
  }
}
