/** The double's clock, which a test can advance. */
export interface Clock {
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }

export interface ManualClock extends Clock {
  advance(step: { minutes?: number; seconds?: number }): void
}

/** Creates a clock that advances only on request. */
export function createManualClock(start = Date.now()): ManualClock {
  let time = start
  return {
    now: () => time,
    advance: ({ minutes = 0, seconds = 0 }) => {
      time += (minutes * 60 + seconds) * 1000
    },
  }
}
