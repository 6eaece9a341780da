import { abortable } from './abortable.ts'

/** One thing after another, in the order in which they were asked for. */
export interface SerialQueue {
  /**
   * Does the work once all before it have ended, well or badly; gives what the work gives. Rejects at once with the signal's reason
   * when that is aborted before: then nothing is done.
   */
  enqueue<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result>
  /** Whether somebody has the turn, or waits for it. */
  isBusy(): boolean
}

export function createSerialQueue(): SerialQueue {
  let tail: Promise<unknown> = Promise.resolve()
  let pendingCount = 0
  return {
    enqueue(work, signal) {
      pendingCount += 1
      const previous = signal === undefined ? tail : abortable(tail, signal)
      const result = previous.then(work).finally(() => {
        pendingCount -= 1
      })
      tail = Promise.allSettled([tail, result])
      return result
    },
    isBusy: () => pendingCount > 0,
  }
}
