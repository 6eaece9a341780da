import { expect, it } from 'vitest'
import { openHeadedHarness } from '../support/headed-harness.ts'
import { PermissionPrompt } from '../support/page-objects/permission-prompt.ts'

it("permission prompt asks for the hub's host, and sign-in continues when it is granted", async context => {
  await using headed = await openHeadedHarness(context, { permission: 'ask' })
  const { display, harness } = headed
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  const prompt = await PermissionPrompt.watchPage(popup.page, display.name)
  await popup.signIn()
  await prompt.accept()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
})

it('no session is created when the permission prompt is dismissed', async context => {
  await using headed = await openHeadedHarness(context, { permission: 'ask' })
  const { display, harness } = headed
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  const prompt = await PermissionPrompt.watchPage(popup.page, display.name)
  await popup.signIn()
  await prompt.dismiss()
  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'PERMISSION_DENIED' })
  expect(harness.qlik.sessions).toEqual([])
  expect(await harness.hubCookies()).toEqual([])
})
