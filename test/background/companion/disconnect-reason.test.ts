import { expect, test } from 'vitest'
import { toFinding } from '#protocol/findings/to-finding'
import { toDisconnectError } from '../../../src/background/companion/disconnect-reason.ts'

test.each([
  ['Specified native messaging host not found.', 'COMPANION_NOT_INSTALLED'],
  ['No such native application hubpass.companion', 'COMPANION_NOT_INSTALLED'],
  ['Access to the specified native messaging host is forbidden.', 'COMPANION_FORBIDDEN'],
  ['Native host has exited.', 'COMPANION_EXITED'],
  ['Error when communicating with the native messaging host.', 'COMPANION_GARBLED'],
  ['A sentence of a browser to come.', 'COMPANION_EXITED'],
])('toDisconnectError maps "%s" to %s', (browserSaid, code) => {
  const finding = toFinding(toDisconnectError(browserSaid, 'abcdefgh'))
  expect(finding.code).toBe(code)
  expect(finding.remedy).toContain('hubpass')
  expect(finding.message).not.toMatch(/\.\)?\.$/)
})

test('toDisconnectError names the extension for which the companion is not registered', () => {
  expect(toFinding(toDisconnectError('… is forbidden.', 'abcdefgh')).remedy).toContain(
    '--extension-id abcdefgh',
  )
})
