import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import { PersonaBar } from '../support/page-objects/persona-bar.ts'

test('attributes and cookie name of a user do not reach the next user or its persona', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  const attributes = [{ name: 'group', value: 'HR' }]
  await popup.fill({ directory: 'DOMAIN', userId: 'User1', attributes, sessionId: 'typed-for-user-one' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  await popup.fill({ userId: 'User2' })
  await expect.poll(() => popup.field('Attribute value').inputValue()).toBe('')
  const bar = new PersonaBar(popup)
  await popup.button('Save persona').click()
  await bar.editor.getByLabel('Label').fill('Second')
  await bar.editor.getByRole('button', { name: 'Save' }).click()
  await bar.avatar('Second').waitFor()
  await popup.signIn()
  await popup.page.locator('.outcome', { hasText: 'User2' }).waitFor()
  expect(await popup.waitForOutcome()).toBe('passed')
  const [, second] = harness.qlik.sessions
  expect(second).toMatchObject({ userId: 'User2', attributes: [] })
  expect(second?.sessionId).not.toBe('typed-for-user-one')
})
