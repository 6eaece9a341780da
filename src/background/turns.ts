import { abortable } from './abortable.ts'

/** One thing after another, in the order in which they were asked for. */
export interface Turns {
  /**
   * Does the work once all before it have ended, well or badly; gives what the work gives. Rejects at once with the signal's reason
   * when that is aborted before: then nothing is done.
   */
  take<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result>
  /** Whether somebody has the turn, or waits for it. */
  isTaken(): boolean
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  let taken = 0
  return {
    take(work, signal) {
      taken += 1
      const come = signal === undefined ? last : abortable(last, signal)
      const turn = come.then(work).finally(() => {
        taken -= 1
      })
      last = Promise.allSettled([last, turn])
      return turn
    },
    isTaken: () => taken > 0,
  }
}
