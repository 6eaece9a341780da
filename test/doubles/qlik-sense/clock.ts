/** Where the double reads the time, so that a test can let half an hour pass at once. */
export interface Clock {
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

export interface ManualClock extends Clock {
  advance(step: { minutes?: number; seconds?: number }): void
}

/** Stands still until it is moved. */
export function createManualClock(start = Date.now()): ManualClock {
  let time = start
  return {
    now: () => time,
    advance: ({ minutes = 0, seconds = 0 }) => {
      time += (minutes * 60 + seconds) * 1000
    },
  }
}
