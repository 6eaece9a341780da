import { afterEach, expect, it, vi } from 'vitest'
import { scheduleForcedExit } from '../../../companion/host/host.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('ends this process the 1.5 seconds after that docs/protocol.md promises, and not before', () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
  scheduleForcedExit()
  vi.advanceTimersByTime(1_499)
  expect(kill).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, 'SIGKILL')
})
