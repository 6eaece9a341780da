import { expect, test } from 'vitest'
import { brokenCompanions, registerNativeHost } from '../support/broken-companions.ts'
import { E2EHarness } from '../support/e2e-harness.ts'

test('popup reports a missing companion and finds it after Try again', async () => {
  await using harness = await E2EHarness.open({ companion: 'absent' })
  const popup = await harness.openPopup()
  await popup.page.getByRole('alert').first().waitFor()
  const finding = await popup.finding()
  expect(finding).toMatchObject({ code: 'COMPANION_NOT_INSTALLED' })
  expect(finding.remedy).toContain('hubpass install')

  await harness.hubpass('install', '--user-data-dir', harness.profile)
  await popup.button('Try again').click()
  await popup.waitForCompanion('ready')
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
})

test('popup names the extension that the companion is not registered for', async () => {
  await using harness = await E2EHarness.open({ companion: 'absent' })
  await registerNativeHost(harness, [`chrome-extension://${'a'.repeat(32)}/`], '')
  const popup = await harness.openPopup()
  await popup.page.getByRole('alert').first().waitFor()
  const finding = await popup.finding()
  expect(finding).toMatchObject({ code: 'COMPANION_FORBIDDEN' })
  expect(finding.remedy).toContain(harness.extensionId)
})

test.each(Object.entries(brokenCompanions))(
  'popup reports %s for a broken companion',
  async (code, program) => {
    await using harness = await E2EHarness.open({ companion: 'absent' })
    await registerNativeHost(harness, [`chrome-extension://${harness.extensionId}/`], program)
    const popup = await harness.openPopup()
    expect(await popup.finding()).toMatchObject({ code })
  },
)
