import { expect, test } from 'vitest'
import { expectNoAxeViolations } from '../support/accessibility.ts'
import { E2EHarness } from '../support/e2e-harness.ts'

test('code of a finding opens its row in the help page', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1', prefix: 'nosuch' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('failed')
  await popup.page.bringToFront()
  const opened = harness.browser.waitForEvent('page')
  await popup.page.getByRole('link', { name: 'VIRTUAL_PROXY_UNKNOWN' }).click()
  const help = await opened
  await help.locator('tr:target').waitFor()
  expect(await help.locator('tr:target').textContent()).toContain('VIRTUAL_PROXY_UNKNOWN')
  expect(await help.locator('tr:target').evaluate(row => row.getBoundingClientRect().top < innerHeight)).toBe(
    true,
  )
  await expectNoAxeViolations(help)
})
