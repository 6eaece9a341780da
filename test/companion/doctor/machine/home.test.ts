import { expect, it } from 'vitest'
import { describeHome } from '../../../../companion/doctor/machine/home.ts'

it('describeHome says on Windows that access rights were not checked', () => {
  const [windows, linux] = [describeHome('win32', 'C:\\home'), describeHome('linux', '/home')]
  expect(windows).toBe('configuration and audit log are stored in C:\\home; access rights were not checked')
  expect(linux).toBe('configuration and audit log can be written to /home')
})
