import { expect, test } from 'vitest'
import { toOriginPattern } from '#shared/hub-location'
import { E2EHarness } from '../support/e2e-harness.ts'

test('run reports a permission that is revoked during the run, and leaves no session', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  const hold = harness.qlik.hold({ endpoint: 'qps', path: '/session', method: 'POST' })
  await popup.signIn()
  await hold.reached
  const origins = [toOriginPattern(harness.qlik.hub)]
  await popup.page.evaluate(origins => chrome.permissions.remove({ origins }), origins)
  hold.release()

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'PERMISSION_REVOKED' })
  expect(harness.qlik.sessions).toEqual([])
})
