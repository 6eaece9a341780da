import { expect, test } from 'vitest'
import { E2EHarness, hubHost, otherHubHost } from '../support/e2e-harness.ts'
import { PersonaBar } from '../support/page-objects/persona-bar.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'

/** Changes as much as a test can change in the shared browser. */
async function useEverything(): Promise<void> {
  await using harness = await E2EHarness.open()
  const { browser, qlik } = harness
  const popup = await harness.openPopup()
  await new PersonaBar(popup).save('Anna', { directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  const other = qlik.hub.replace(hubHost, otherHubHost)
  await harness.grantPermission(other)
  await popup.requestHostPermission(other)
  await browser.addCookies([{ name: 'other', value: 'cookie', domain: otherHubHost, path: '/' }])
  await popup.page.evaluate(() => chrome.action.setBadgeText({ text: '!' }))
  await popup.page.evaluate(() => chrome.windows.create({ url: 'about:blank' }))
  await browser.setOffline(true)
}

const readBrowserState = ({ page }: PopupPage) =>
  page.evaluate(async () => ({
    origins: (await chrome.permissions.getAll()).origins,
    windows: (await chrome.windows.getAll()).length,
    badge: await chrome.action.getBadgeText({}),
    local: await chrome.storage.local.get(null),
    isOnline: navigator.onLine,
  }))

test('a test finds no state of the previous test in the shared browser', async () => {
  await useEverything()
  await using harness = await E2EHarness.open({ companion: 'absent' })
  expect(harness.browser.pages().map(page => page.url())).toEqual(['about:blank'])
  expect(await harness.browser.cookies()).toEqual([])
  const popup = await harness.openPopup()
  expect(await popup.finding()).toMatchObject({ code: 'COMPANION_NOT_INSTALLED' })
  expect(await popup.field('User id').inputValue()).toBe('')
  expect(await popup.page.locator('[data-outcome]').count()).toBe(0)
  expect(await new PersonaBar(popup).avatar('Anna').count()).toBe(0)
  expect(await readBrowserState(popup)).toEqual({
    origins: [],
    windows: 1,
    badge: '',
    local: {},
    isOnline: true,
  })
})
