import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CaseClock } from '../../../../companion/check/run/case-clock.ts'
import { RateLimiter } from '../../../../companion/check/run/rate-limiter.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const idle = new AbortController().signal

it('a case is over after its time, and after the waits for the rate that it had', () => {
  const clock = new CaseClock(1_000, idle)
  clock.extend(300)
  vi.advanceTimersByTime(1_299)
  expect([clock.isOver, clock.signal.aborted]).toEqual([false, false])
  vi.advanceTimersByTime(1)
  expect([clock.isOver, clock.signal.aborted]).toEqual([true, true])
})

it('an interruption ends a case that is not over', () => {
  const run = new AbortController()
  const clock = new CaseClock(1_000, run.signal)
  run.abort()
  expect([clock.isOver, clock.signal.aborted]).toEqual([false, true])
  clock.stop()
})

/** A clock that stands still, and the times at which waits would end. */
function createTime() {
  const ends: number[] = []
  return {
    ends,
    now: () => 0,
    async wait(ms: number) {
      ends.push(ms)
    },
  }
}

it('a limiter spaces requests evenly, and also counts those that cannot wait', async () => {
  const time = createTime()
  const limiter = new RateLimiter(20, time)
  await Promise.all([limiter.wait(idle), limiter.wait(idle), limiter.wait(idle)])
  expect(time.ends).toEqual([50, 100])
  limiter.take()
  await limiter.wait(idle)
  expect(time.ends).toEqual([50, 100, 200])
})

it('a limiter lets a request that waits pass when the run is interrupted', async () => {
  const limiter = new RateLimiter(0.001)
  const run = new AbortController()
  await limiter.wait(run.signal)
  const waited = limiter.wait(run.signal)
  run.abort()
  expect(await waited).toBeLessThan(Number.POSITIVE_INFINITY)
})
