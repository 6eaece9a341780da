import { afterEach, expect, it, vi } from 'vitest'
import { CreateAttempt } from '../../../../companion/qlik/qps/create-session.ts'

afterEach(() => vi.useRealTimers())

function startAttempt() {
  const cancelled = new AbortController()
  const attempt = new CreateAttempt(cancelled.signal)
  return { attempt, options: attempt.options, cancel: () => cancelled.abort() }
}

it('CreateAttempt aborts at once before the request is sent', () => {
  const { options, cancel } = startAttempt()
  cancel()
  expect(options.signal.aborted).toBe(true)
})

it('CreateAttempt is aborted if it was cancelled before it started', () => {
  expect(new CreateAttempt(AbortSignal.abort()).options.signal.aborted).toBe(true)
})

it('CreateAttempt aborts after a grace period once the request is sent', () => {
  vi.useFakeTimers()
  const { options, cancel } = startAttempt()
  options.onSent?.()
  cancel()
  expect(options.signal.aborted).toBe(false)
  vi.runAllTimers()
  expect(options.signal.aborted).toBe(true)
})

it('a disposed CreateAttempt leaves no timer', () => {
  vi.useFakeTimers()
  const { attempt, options, cancel } = startAttempt()
  options.onSent?.()
  cancel()
  attempt.dispose()
  expect(vi.getTimerCount()).toBe(0)
})

it.each([
  [[], false],
  [['onSent'], true],
  [['onSent', 'onRejected'], false],
  [['onSent', 'onServerError'], true],
] as const)('CreateAttempt.mayHaveSucceeded after %j is %s', (events, mayHaveSucceeded) => {
  const { attempt, options } = startAttempt()
  for (const each of events) options[each]?.()
  expect(attempt.mayHaveSucceeded).toBe(mayHaveSucceeded)
})
