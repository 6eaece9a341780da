import { expect, it } from 'vitest'
import { missingHeadedTools } from '../tools/setup/headed-tools.mjs'
import { openDisplay } from './fixtures/display.ts'
import { PermissionPrompt } from './fixtures/permission-prompt.ts'
import { World } from './fixtures/world.ts'

/** Why the prompt cannot be operated here; on CI that is no excuse. */
const obstacle = (): string =>
  process.platform === 'linux'
    ? `not found: ${missingHeadedTools().join(', ')}`
    : 'needs an X server of its own'
const isPossible = process.platform === 'linux' && missingHeadedTools().length === 0
const mustRun = process.env.CI === 'true'

it('asks for the one host with the real prompt of the browser, and signs in when it is allowed', async ({
  skip,
}) => {
  skip(!isPossible && !mustRun, obstacle())
  await using display = await openDisplay()
  await using world = await World.open({ permission: 'ask', display: display.name })
  const popup = await world.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  const prompt = await PermissionPrompt.expectOn(popup.page, display.name)
  await popup.signIn()
  await prompt.accept()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.finding())).toBe('passed')
})

it('makes no session when the prompt is dismissed', async ({ skip }) => {
  skip(!isPossible && !mustRun, obstacle())
  await using display = await openDisplay()
  await using world = await World.open({ permission: 'ask', display: display.name })
  const popup = await world.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  const prompt = await PermissionPrompt.expectOn(popup.page, display.name)
  await popup.signIn()
  await prompt.dismiss()
  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'PERMISSION_DENIED' })
  expect(world.qlik.sessions).toEqual([])
  expect(await world.cookies()).toEqual([])
})
