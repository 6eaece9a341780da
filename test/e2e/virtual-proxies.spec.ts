import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'

const prefixField = (popup: PopupPage) => popup.field('Virtual proxy prefix')
const readHint = async (popup: PopupPage) => {
  await waitForSelector(popup.page, '.hint :is([data-status=ready], [data-status=failed])')
  return popup.page.locator('.hint').textContent()
}

test("prefix field completes from the site's virtual proxies with the keyboard alone", async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  expect(await readHint(popup)).toBe('Central Proxy (Default) · X-Qlik-Session')
  await prefixField(popup).press('ArrowDown')
  const options = popup.page.locator('.listbox .option')
  await options.first().waitFor()
  expect(await options.allTextContents()).toEqual([
    'none (default)Central Proxy (Default)X-Qlik-Session',
    'portalportalX-Qlik-Session-portal',
    'salessalesX-Qlik-Session-sales',
    'unlinkednot linked to a proxyX-Qlik-Session-unlinked',
  ])
  await prefixField(popup).press('Escape')
  expect(await options.count()).toBe(0)

  await prefixField(popup).pressSequentially('sal')
  await prefixField(popup).press('ArrowDown')
  await prefixField(popup).press('Enter')
  expect(await prefixField(popup).inputValue()).toBe('sales')
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await prefixField(popup).press('Enter')
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(harness.qlik.sessions).toMatchObject([{ prefix: 'sales' }])
})

test('prefix field warns of a wrong prefix before the run, and allows the run', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await readHint(popup)
  for (const [typed, message] of [
    ['unlinked', 'Not linked to a proxy in the QMC, so it cannot be reached'],
    ['hub', '“hub” is reserved by Qlik Sense and cannot be a prefix'],
    ['nowhere', 'demo has no virtual proxy “nowhere”'],
  ] as const) {
    await popup.fill({ prefix: typed, directory: 'DOMAIN', userId: 'User1' })
    expect(await readHint(popup)).toBe(message)
  }
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'VIRTUAL_PROXY_UNKNOWN' })
})

test('prefix field accepts free text and shows a hint when QRS does not answer', async () => {
  await using harness = await E2EHarness.open()
  await harness.qlik.fault('refused', { endpoint: 'qrs' })
  const popup = await harness.openPopup()
  expect(await readHint(popup)).toBe('Enter the prefix. The list for demo is not available.')
  expect(await popup.currentFinding()).toBeUndefined()
  await popup.fill({ prefix: 'sales', directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
})

test('prefix field accepts input before the virtual proxies are loaded', async () => {
  await using harness = await E2EHarness.open()
  const hold = harness.qlik.hold({ endpoint: 'qrs' })
  const popup = await harness.openPopup()
  await hold.reached
  await popup.fill({ prefix: 'sales', directory: 'DOMAIN', userId: 'User1' })
  expect(await prefixField(popup).inputValue()).toBe('sales')
  hold.release()
  expect(await readHint(popup)).toBe('sales · X-Qlik-Session-sales')
  expect(await prefixField(popup).inputValue()).toBe('sales')
})
