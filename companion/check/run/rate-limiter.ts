import { setTimeout } from 'node:timers/promises'

interface Time {
  now(): number
  /** Rejects when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

const systemTime: Time = {
  now: () => performance.now(),
  wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
}

/** Spaces requests evenly, so that a site gets at most so many in each second, and never a burst. */
export class RateLimiter {
  #nextAt = 0

  constructor(
    private readonly perSecond: number,
    private readonly time: Time = systemTime,
  ) {}

  /** Resolves with the milliseconds of the wait, also as soon as the signal is aborted. */
  async wait(signal: AbortSignal): Promise<number> {
    const { time } = this
    const now = time.now()
    const ms = this.#reserve(now) - now
    if (ms < 1) return 0
    await time.wait(ms, signal).catch(() => {})
    return time.now() - now
  }

  /** Counts a request that cannot wait, such as one that ends a session. The next ones wait longer. */
  take(): void {
    this.#reserve(this.time.now())
  }

  #reserve(now: number): number {
    const at = Math.max(now, this.#nextAt)
    this.#nextAt = at + 1_000 / this.perSecond
    return at
  }
}
