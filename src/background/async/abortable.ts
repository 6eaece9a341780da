/**
 * Settles like the promise, or rejects with the signal's reason once it is aborted. `graceMs` gives
 * the promise time to settle after the abort. Does not stop the work behind the promise.
 */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal, graceMs = 0): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const abort = (): void => {
      if (graceMs === 0) reject(signal.reason)
      else timer = setTimeout(() => reject(signal.reason), graceMs)
    }
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    })
  })
}
