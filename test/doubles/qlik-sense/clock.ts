/** The double's clock, which a test can advance. */
export interface Clock {
  now(): number
  /** Calls back when time has passed. Returns a function that stops it. */
  onTick(listener: () => void): () => void
}

const TICK_MS = 1000

export const systemClock: Clock = {
  now: () => Date.now(),
  onTick: listener => {
    const timer = setInterval(listener, TICK_MS).unref()
    return () => clearInterval(timer)
  },
}

export interface ManualClock extends Clock {
  advance(step: { minutes?: number; seconds?: number }): void
}

/** Creates a clock that advances only on request. */
export function createManualClock(start = Date.now()): ManualClock {
  const listeners = new Set<() => void>()
  let time = start
  return {
    now: () => time,
    onTick: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    advance: ({ minutes = 0, seconds = 0 }) => {
      time += (minutes * 60 + seconds) * 1000
      for (const listener of listeners) listener()
    },
  }
}
