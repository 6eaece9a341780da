import { abortable } from './abortable.ts'

/** Runs tasks one after another, in the order in which they were added. */
export interface SerialQueue {
  /**
   * Runs the work after all earlier tasks have settled, and returns its result. Rejects at once
   * with the signal's reason if it is aborted before the work starts; the work then never runs.
   */
  enqueue<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result>
  /** Returns true while a task runs or waits. */
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
