/** One thing after another, in the order in which they were asked for. */
export interface Turns {
  /** Does the work once all before it have ended, well or badly; gives what the work gives. */
  take<Result>(work: () => Promise<Result>): Promise<Result>
  /** Whether somebody has the turn, or waits for it. */
  isTaken(): boolean
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  let taken = 0
  return {
    take(work) {
      taken += 1
      const turn = last.then(work).finally(() => {
        taken -= 1
      })
      last = turn.catch(() => {})
      return turn
    },
    isTaken: () => taken > 0,
  }
}
