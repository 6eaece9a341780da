import { afterEach, expect, it, vi } from 'vitest'
import { scheduleForcedExit } from '../../../companion/host/host.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('scheduleForcedExit kills the process after 1.5 seconds, as docs/protocol.md says', () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
  scheduleForcedExit()
  vi.advanceTimersByTime(1_499)
  expect(kill).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, 'SIGKILL')
})
