import { expect, test } from 'vitest'
import { E2EHarness, hubHost } from '../support/e2e-harness.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { pollUntil } from '../support/poll-until.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'

const user = { directory: 'DOMAIN', userId: 'User1' }

/** Waits for the header status and returns the header text. */
async function waitForUserStatus(popup: PopupPage, status: string): Promise<string> {
  await waitForSelector(popup.page, `header[data-who=${status}]`)
  return (await popup.page.locator('header').textContent()) ?? ''
}

/** Signs a user in without Hubpass. */
async function signInWithoutHubpass(harness: E2EHarness, prefix = ''): Promise<void> {
  const name = prefix === '' ? 'X-Qlik-Session' : `X-Qlik-Session-${prefix}`
  const { sessionId } = harness.qlik.addSession({ prefix, userDirectory: 'CORP', userId: 'anna' })
  await harness.browser.addCookies([{ name, value: sessionId, domain: hubHost, path: '/', secure: true }])
}

/**
 * Opens a popup with permission for the hub, as after an earlier run. In a real popup activeTab is
 * enough.
 */
async function openPopup(harness: E2EHarness): Promise<PopupPage> {
  const popup = await harness.openPopup()
  await popup.requestHostPermission(harness.qlik.hub)
  return popup
}

async function openHub(harness: E2EHarness, path = '/hub/') {
  const page = await harness.browser.newPage()
  await page.goto(harness.qlik.hub + path)
  return page
}

test('popup shows who is signed in, by whom and for how long, and follows the tab', async () => {
  await using harness = await E2EHarness.open()
  await signInWithoutHubpass(harness, 'sales')
  const hub = await openHub(harness, '/sales/hub/')
  const popup = await openPopup(harness)
  expect(await waitForUserStatus(popup, 'user')).toMatch(/^CORP\\annaon sales · not by Hubpass/)
  // The timeout is known once QRS has returned the settings.
  await pollUntil('the remaining time is shown', async () =>
    / · ~(29|30) min left/.test(await waitForUserStatus(popup, 'user')),
  )

  await hub.goto('about:blank')
  expect(await waitForUserStatus(popup, 'notHub')).toContain('Hubpass')
  await hub.goto(`${harness.qlik.hub}/hub/`)
  expect(await waitForUserStatus(popup, 'nobody')).toContain('Nobody is signed in')
})

test('popup shows after a run whom Hubpass signed in, and since when', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openPopup(harness)
  await popup.fill(user)
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await waitForUserStatus(popup, 'user')).toMatch(/^DOMAIN\\User1on default · by Hubpass, \d/)
  await pollUntil('the remaining time is shown', async () =>
    / · ~(29|30) min left/.test(await waitForUserStatus(popup, 'user')),
  )
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await waitForSelector(popup.page, 'header h1[title="DOMAIN\\\\User2"]')
})

test('popup distinguishes anonymous users from users without a session', async () => {
  const virtualProxies = [{ prefix: 'open', anonymousAccessMode: 1 }] as const
  await using harness = await E2EHarness.open({ qlik: { virtualProxies } })
  await openHub(harness, '/open/hub/')
  const popup = await openPopup(harness)
  expect(await waitForUserStatus(popup, 'anonymous')).toContain('on open')
})

test('popup reports an unreachable hub and queries it again when the tab loads', async () => {
  await using harness = await E2EHarness.open()
  await signInWithoutHubpass(harness)
  const hub = await openHub(harness)
  await harness.browser.setOffline(true)
  const popup = await openPopup(harness)
  expect(await waitForUserStatus(popup, 'unreachable')).toContain('No response from')
  await harness.browser.setOffline(false)
  await hub.reload()
  expect(await waitForUserStatus(popup, 'user')).toContain('CORP\\anna')
})

test.each(['closed', 'gone elsewhere'])(
  'popup shows no user for a tab that is %s during the query',
  async event => {
    await using harness = await E2EHarness.open()
    await signInWithoutHubpass(harness)
    const hub = await openHub(harness)
    const hold = harness.qlik.hold({ endpoint: 'proxy', path: '/qps/user' })
    const popup = await openPopup(harness)
    await hold.reached
    await (event === 'closed' ? hub.close() : hub.goto('about:blank'))
    expect(await waitForUserStatus(popup, 'notHub')).toContain('Hubpass')
    hold.release()
    expect(await popup.currentFinding()).toBeUndefined()
  },
)

test('popup can be used while the user query is pending', async () => {
  await using harness = await E2EHarness.open()
  await openHub(harness)
  const hold = harness.qlik.hold({ endpoint: 'proxy', path: '/qps/user' })
  const popup = await openPopup(harness)
  await hold.reached
  expect(await waitForUserStatus(popup, 'asking')).toContain('Who is signed in?')
  await popup.fill({ ...user, prefix: 'sales' })
  expect(await popup.field('User id').inputValue()).toBe('User1')
  hold.release()
  await waitForUserStatus(popup, 'nobody')
})

test('a restarted worker queries the current user again', async () => {
  await using harness = await E2EHarness.open()
  await signInWithoutHubpass(harness)
  const hub = await openHub(harness)
  const popup = await openPopup(harness)
  await waitForUserStatus(popup, 'user')
  await harness.stopWorker()
  await harness.browser.clearCookies()
  await hub.reload()
  expect(await waitForUserStatus(popup, 'nobody')).toContain('Nobody is signed in')
})

test('current user reaches two popups and outlives either one', async () => {
  await using harness = await E2EHarness.open()
  await signInWithoutHubpass(harness)
  const hub = await openHub(harness)
  const [one, other] = [await openPopup(harness), await openPopup(harness)]
  expect(await waitForUserStatus(one, 'user')).toContain('CORP\\anna')
  expect(await waitForUserStatus(other, 'user')).toContain('CORP\\anna')
  await one.page.close()
  await harness.browser.clearCookies()
  await hub.reload()
  expect(await waitForUserStatus(other, 'nobody')).toContain('Nobody')
})
