import { afterEach, expect, it, vi } from 'vitest'
import { Attempt } from '../../../companion/qps/attempt.ts'

afterEach(() => vi.useRealTimers())

function start() {
  const cancelled = new AbortController()
  const attempt = new Attempt(cancelled.signal)
  return { attempt, limits: attempt.limits, cancel: () => cancelled.abort() }
}

it('stops at once while nothing has reached the server', () => {
  const { limits, cancel } = start()
  cancel()
  expect(limits.signal.aborted).toBe(true)
})

it('stops what was cancelled before it began', () => {
  expect(new Attempt(AbortSignal.abort()).limits.signal.aborted).toBe(true)
})

it('waits a little for the answer to what has reached the server', () => {
  vi.useFakeTimers()
  const { limits, cancel } = start()
  limits.onReached?.()
  cancel()
  expect(limits.signal.aborted).toBe(false)
  vi.runAllTimers()
  expect(limits.signal.aborted).toBe(true)
})

it('waits no longer when it is over', () => {
  vi.useFakeTimers()
  const { attempt, limits, cancel } = start()
  limits.onReached?.()
  cancel()
  attempt.dispose()
  expect(vi.getTimerCount()).toBe(0)
})

it.each([
  [[], false],
  [['onReached'], true],
  [['onReached', 'onRefused'], false],
  [['onReached', 'onBroken'], true],
] as const)('after %j it may have succeeded: %s', (told, mayHaveSucceeded) => {
  const { attempt, limits } = start()
  for (const each of told) limits[each]?.()
  expect(attempt.mayHaveSucceeded).toBe(mayHaveSucceeded)
})
