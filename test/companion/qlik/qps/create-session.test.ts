import { afterEach, expect, it, vi } from 'vitest'
import { CreateAttempt } from '../../../../companion/qlik/qps/create-session.ts'

afterEach(() => vi.useRealTimers())

function startAttempt() {
  const cancelled = new AbortController()
  const attempt = new CreateAttempt(cancelled.signal)
  return { attempt, limits: attempt.options, cancel: () => cancelled.abort() }
}

it('stops at once while nothing has reached the server', () => {
  const { limits, cancel } = startAttempt()
  cancel()
  expect(limits.signal.aborted).toBe(true)
})

it('stops what was cancelled before it began', () => {
  expect(new CreateAttempt(AbortSignal.abort()).options.signal.aborted).toBe(true)
})

it('waits a little for the answer to what has reached the server', () => {
  vi.useFakeTimers()
  const { limits, cancel } = startAttempt()
  limits.onSent?.()
  cancel()
  expect(limits.signal.aborted).toBe(false)
  vi.runAllTimers()
  expect(limits.signal.aborted).toBe(true)
})

it('waits no longer when it is over', () => {
  vi.useFakeTimers()
  const { attempt, limits, cancel } = startAttempt()
  limits.onSent?.()
  cancel()
  attempt.dispose()
  expect(vi.getTimerCount()).toBe(0)
})

it.each([
  [[], false],
  [['onSent'], true],
  [['onSent', 'onRejected'], false],
  [['onSent', 'onServerError'], true],
] as const)('after %j it may have succeeded: %s', (told, mayHaveSucceeded) => {
  const { attempt, limits } = startAttempt()
  for (const each of told) limits[each]?.()
  expect(attempt.mayHaveSucceeded).toBe(mayHaveSucceeded)
})
