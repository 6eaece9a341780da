import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startCleanupDeadline } from '../../../../companion/qlik/qps/cleanup-session.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it.each([
  ['has 900 ms when somebody waits for us to go', true, 900],
  ['has five seconds when nobody waits', false, 5_000],
])('%s', (_, isHurried, ms) => {
  const hurry = new AbortController()
  if (isHurried) hurry.abort()
  const { signal } = startCleanupDeadline(hurry.signal)
  vi.advanceTimersByTime(ms - 1)
  expect(signal.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  expect(signal.aborted).toBe(true)
})

it('is short from the moment on when somebody waits', () => {
  const hurry = new AbortController()
  const { signal } = startCleanupDeadline(hurry.signal)
  vi.advanceTimersByTime(3_000)
  hurry.abort()
  vi.advanceTimersByTime(899)
  expect(signal.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  expect(signal.aborted).toBe(true)
})

it('leaves no timer behind', () => {
  const { dispose } = startCleanupDeadline(new AbortController().signal)
  dispose()
  expect(vi.getTimerCount()).toBe(0)
})
