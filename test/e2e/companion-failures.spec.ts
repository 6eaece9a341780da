import { expect, test } from 'vitest'
import { brokenCompanions, registerNativeHost } from '../support/broken-companions.ts'
import { E2EHarness } from '../support/e2e-harness.ts'

test('says at once that the companion is not installed, and finds it after Try again', async () => {
  await using world = await E2EHarness.open({ companion: 'absent' })
  const popup = await world.openPopup()
  const finding = await popup.finding()
  expect(finding).toMatchObject({ code: 'COMPANION_NOT_INSTALLED' })
  expect(finding?.remedy).toContain('hubpass install')

  await world.hubpass('install', '--user-data-dir', world.profile)
  await popup.button('Try again').click()
  await popup.waitForCompanion('ready')
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
})

test('says which extension a companion is not registered for', async () => {
  await using world = await E2EHarness.open({ companion: 'absent' })
  await registerNativeHost(world, [`chrome-extension://${'a'.repeat(32)}/`], '')
  const popup = await world.openPopup()
  const finding = await popup.finding()
  expect(finding).toMatchObject({ code: 'COMPANION_FORBIDDEN' })
  expect(finding?.remedy).toContain(world.extensionId)
})

test.each(Object.entries(brokenCompanions))(
  'names %s for what stands in the place of the companion',
  async (code, program) => {
    await using world = await E2EHarness.open({ companion: 'absent' })
    await registerNativeHost(world, [`chrome-extension://${world.extensionId}/`], program)
    const popup = await world.openPopup()
    expect(await popup.finding()).toMatchObject({ code })
  },
)
