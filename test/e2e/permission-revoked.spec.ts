import { expect, test } from 'vitest'
import { toOriginPattern } from '#shared/hub-location'
import { E2EHarness } from '../support/e2e-harness.ts'

const duringSession = { endpoint: 'qps', path: '/session', method: 'POST' } as const
const duringHub = { endpoint: 'proxy', path: '/hub' } as const

test.each([
  ['before the cookie is set, and leaves nothing behind', duringSession, []],
  [
    'after the cookie was set, and names that cookie',
    duringHub,
    ['The cookies could not be restored: the browser did not remove hub.qlik.test/.'],
  ],
])('run reports a permission that is revoked %s', async (_, gate, leftBehind) => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  const hold = harness.qlik.hold(gate)
  await popup.signIn()
  await hold.reached
  const origins = [toOriginPattern(harness.qlik.hub)]
  await popup.page.evaluate(origins => chrome.permissions.remove({ origins }), origins)
  hold.release()

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'PERMISSION_REVOKED' })
  expect(await popup.page.getByText('could not be restored').allTextContents()).toEqual(leftBehind)
  expect(harness.qlik.sessions).toEqual([])
})
