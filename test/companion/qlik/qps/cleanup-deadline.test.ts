import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startCleanupDeadline } from '../../../../companion/qlik/qps/cleanup-session.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it.each([
  ['a clean-up lasts 900 ms if the request is already cancelled', true, 900],
  ['a clean-up lasts five seconds if nothing is cancelled', false, 5_000],
])('%s', (_, isCancelled, ms) => {
  const cancelling = new AbortController()
  if (isCancelled) cancelling.abort()
  const { signal } = startCleanupDeadline(cancelling.signal)
  vi.advanceTimersByTime(ms - 1)
  expect(signal.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  expect(signal.aborted).toBe(true)
})

it('a clean-up lasts 900 ms more after the request is cancelled', () => {
  const cancelling = new AbortController()
  const { signal } = startCleanupDeadline(cancelling.signal)
  vi.advanceTimersByTime(3_000)
  cancelling.abort()
  vi.advanceTimersByTime(899)
  expect(signal.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  expect(signal.aborted).toBe(true)
})

it('a disposed clean-up deadline leaves no timer', () => {
  const { dispose } = startCleanupDeadline(new AbortController().signal)
  dispose()
  expect(vi.getTimerCount()).toBe(0)
})
