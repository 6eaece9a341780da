import { expect, it } from 'vitest'
import { describeHome } from '../../../../companion/doctor/machine/home.ts'

it('says on Windows no more than was seen there', () => {
  const [windows, linux] = [describeHome('win32', 'C:\\home'), describeHome('linux', '/home')]
  expect(windows).toBe(
    'configuration and audit log go into C:\\home; nothing in their way was seen, rights were not looked at',
  )
  expect(linux).toBe('configuration and audit log can be written into /home')
})
