import type { Cookie } from 'playwright-core'
import { expect, test } from 'vitest'
import type { DoubleOptions } from '../doubles/qlik-sense/settings.ts'
import { E2EHarness, type E2EOptions } from '../support/e2e-harness.ts'
import { allowPrivateWindows } from '../support/extension-settings.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { allowThirdPartyCookies } from '../support/portal.ts'

/** The companion asks the front end, too. */
const host = 'localhost'

const user = { directory: 'DOMAIN', userId: 'User1', prefix: 'sales' }

const open = (qlik: DoubleOptions, more: E2EOptions = {}) => E2EHarness.open({ host, ...more, qlik })

async function signIn(harness: E2EHarness): Promise<PopupPage> {
  const popup = await harness.openPopup()
  await popup.fill(user)
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  return popup
}

/** Runs the checks. Expects that they leave the tabs and the session alone. */
async function check(harness: E2EHarness, popup: PopupPage, id: string) {
  const listTabs = () => popup.page.evaluate(async () => (await chrome.tabs.query({})).map(({ id }) => id))
  const tabs = await listTabs()
  const sessions = harness.qlik.sessions.map(({ sessionId }) => sessionId)
  await popup.page.bringToFront()
  await popup.button('X-ray').click()
  await popup.page.locator('.xray-summary').waitFor()
  expect(await listTabs()).toEqual(tabs)
  expect(harness.qlik.sessions.map(({ sessionId }) => sessionId)).toEqual(sessions)
  const found = popup.page.locator(`[data-check=${id}]`)
  await found.locator('summary').press('Enter')
  await found.locator('.check-details').waitFor()
  return { verdict: await found.getAttribute('data-verdict'), text: (await found.textContent()) ?? '' }
}

/** Gives the session cookie other attributes. */
async function changeCookie(harness: E2EHarness, changes: Partial<Cookie>): Promise<Cookie> {
  const [session] = harness.qlik.sessions
  const cookie = (await harness.browser.cookies()).find(({ value }) => value === session?.sessionId)
  if (cookie === undefined) throw new Error('no session cookie')
  await harness.browser.addCookies([{ ...cookie, ...changes }])
  return cookie
}

const readVerdicts = ({ page }: PopupPage) =>
  page
    .locator('[data-check^=B-]')
    .evaluateAll(all => all.map(({ dataset }) => `${dataset.check} ${dataset.verdict}`).sort())

test('checks in the browser pass on a hardened site, and tell what a private window needs', async () => {
  await using harness = await open({ hardened: true })
  const popup = await signIn(harness)
  const { text } = await check(harness, popup, 'B-5')
  expect(text).toContain('Allow in Incognito')
  expect(await readVerdicts(popup)).toEqual([
    ...['B-1 passed', 'B-2 passed', 'B-3 passed', 'B-4 passed', 'B-5 undecided', 'B-6 passed'],
  ])
})

test('X-ray finds a session cookie that survives the browser, and one that is there twice', async () => {
  await using harness = await open({ hardened: true })
  const popup = await signIn(harness)
  const expires = Date.UTC(2099, 0, 2) / 1000
  const cookie = await changeCookie(harness, { expires })
  await harness.browser.addCookies([{ ...cookie, expires, path: '/sales/qps' }])
  expect(await check(harness, popup, 'B-2')).toMatchObject({
    verdict: 'failed',
    text: expect.stringMatching(/until 20\d\d-\d\d-\d\d/),
  })
  expect(await readVerdicts(popup)).toContain('B-6 failed')
  expect(await popup.page.content()).not.toContain(cookie.value)
})

/** Each proxy signs in over https with a Secure cookie. */
const withSameSite = (sameSiteAttributeHttps: 0 | 1 | 2 | 3): DoubleOptions => ({
  virtualProxies: [
    { prefix: '', sameSiteAttributeHttps, hasSecureAttributeHttps: true },
    { prefix: 'sales', sameSiteAttributeHttps, hasSecureAttributeHttps: true },
  ],
})

test('X-ray finds a session that frames of other sites have against the setting', async () => {
  await using harness = await open(withSameSite(2), { browser: 'own' })
  await allowThirdPartyCookies(harness)
  const popup = await signIn(harness)
  expect(await check(harness, popup, 'B-3')).toMatchObject({
    verdict: 'passed',
    text: expect.stringContaining('does not have the session, as SameSite Lax wants it'),
  })
  await changeCookie(harness, { sameSite: 'None' })
  await popup.button('Close').click()
  expect(await check(harness, popup, 'B-3')).toMatchObject({
    verdict: 'failed',
    text: expect.stringContaining('although the virtual proxy has SameSite Lax'),
  })
})

test('X-ray finds a session that frames of other sites lack although the setting is None', async () => {
  await using harness = await open(withSameSite(1), { browser: 'own' })
  const popup = await signIn(harness)
  // By default this Chromium blocks all cookies in cross-site frames.
  expect(await check(harness, popup, 'B-3')).toMatchObject({
    verdict: 'undecided',
    text: expect.stringContaining('blocks cookies of other sites'),
  })
  await allowThirdPartyCookies(harness)
  await popup.button('Close').click()
  expect(await check(harness, popup, 'B-3')).toMatchObject({
    verdict: 'passed',
    text: expect.stringContaining('has the session, as SameSite None wants it'),
  })
  await changeCookie(harness, { sameSite: 'Lax' })
  await popup.button('Close').click()
  expect(await check(harness, popup, 'B-3')).toMatchObject({ verdict: 'failed' })
})

test('X-ray finds a hub that the browser shows again on Back without asking', async () => {
  await using harness = await open({})
  const popup = await signIn(harness)
  expect(await check(harness, popup, 'B-4')).toMatchObject({
    verdict: 'failed',
    text: expect.stringContaining('Cache-Control: no-store'),
  })
})

test('X-ray finds a private window that shares the session', async () => {
  await using harness = await open({ hardened: true }, { browser: 'own' })
  await allowPrivateWindows(harness.browser, harness.extensionId)
  const popup = await signIn(harness)
  expect(await check(harness, popup, 'B-5')).toMatchObject({ verdict: 'passed' })
  const { name, value } = await changeCookie(harness, {})
  await popup.page.evaluate(
    async ([url, name, value]) => {
      const opened = await chrome.windows.create({ incognito: true, url: 'about:blank', focused: false })
      const stores = await chrome.cookies.getAllCookieStores()
      const store = stores.find(({ tabIds }) => tabIds.includes(opened?.tabs?.[0]?.id ?? -1))
      if (store !== undefined) await chrome.cookies.set({ url, name, value, storeId: store.id, secure: true })
    },
    [harness.qlik.hub, name, value] as const,
  )
  await popup.button('Close').click()
  const { verdict, text } = await check(harness, popup, 'B-5')
  expect(verdict).toBe('failed')
  expect(text).toContain(name)
  expect(text).not.toContain(value)
})

test('a tab that an interrupted X-ray has left open is closed', async () => {
  await using harness = await open({ hardened: true })
  const popup = await signIn(harness)
  const countTabs = () => popup.page.evaluate(async () => (await chrome.tabs.query({})).length)
  const count = await countTabs()
  const opened = new Promise<void>(resolve => {
    // The page of the tab never loads.
    void harness.browser.route('**/sales/qps/user', route =>
      route.request().isNavigationRequest() ? resolve() : route.continue(),
    )
  })
  await popup.page.bringToFront()
  await popup.button('X-ray').click()
  await opened
  expect(await countTabs()).toBe(count + 1)
  await harness.stopWorker()
  await popup.page.locator('[data-code=XRAY_INTERRUPTED]').waitFor()
  await expect.poll(countTabs).toBe(count)
})
