import { expect, test } from 'vitest'
import { E2EHarness, hubHost } from '../support/e2e-harness.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'

test('session cookie of the tab is shown masked beside the QMC settings, and leaves no value behind', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ prefix: 'sales', directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await waitForSelector(popup.page, 'header[data-who=user]')
  await popup.page.bringToFront()
  await popup.button('Actions').click()
  await popup.page.getByRole('menuitem', { name: 'Session cookie…' }).click()
  await popup.page.evaluate(() =>
    Object.assign(navigator.clipboard, {
      writeText: async (text: string) => document.body.setAttribute('data-copied', text),
    }),
  )
  const copy = async (button: string): Promise<string> => {
    await popup.button(button).click()
    const body = popup.page.locator('body[data-copied]')
    const copied = (await body.getAttribute('data-copied')) ?? ''
    await body.evaluate(element => element.removeAttribute('data-copied'))
    return copied
  }
  const rows = popup.page.locator('.cookie tbody tr')
  await rows.first().waitFor()
  const texts = await rows.allTextContents()
  expect(texts[0]).toBe('NameX-Qlik-Session-salesX-Qlik-Session-sales')
  expect(texts).toContain('Secureyesyes')
  expect(await popup.page.locator('.cookie [data-differs=true]').count()).toBe(0)
  const sessionId = harness.qlik.sessions[0]?.sessionId ?? ''
  expect(await popup.page.content()).not.toContain(sessionId)
  await popup.button('Show value').click()
  await popup.page.getByText(sessionId).waitFor()
  await popup.page.getByLabel('Format').selectOption('Playwright')
  expect(await copy('Copy command')).toMatch(
    / login demo --prefix sales --user 'DOMAIN\\User1' --format playwright --out session\.json$/,
  )
  expect(JSON.parse(await copy('Copy as Playwright'))).toMatchObject({
    cookies: [{ name: 'X-Qlik-Session-sales', value: sessionId, domain: hubHost, sameSite: 'Lax' }],
  })
  await popup.button('Close').click()
  expect(await popup.page.content()).not.toContain(sessionId)
})
