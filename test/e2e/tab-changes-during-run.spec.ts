import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import { PopupPage } from '../support/page-objects/popup-page.ts'
import { pollUntil } from '../support/poll-until.ts'

/** Signs User2 in and opens a popup that signs User1 in over that session in the same tab. */
async function openOverUser2(harness: E2EHarness): Promise<{ popup: PopupPage; tab: Page }> {
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  const tab = await harness.hubPage()
  await popup.fill({ userId: 'User1' })
  return { popup, tab }
}

/** What the tester does with the tab during a step, the finding, and the button that helps. */
const cases = [
  // A hub that redirects to its login looks the same, so the cause names both.
  { step: 'hub', does: 'goes elsewhere', code: 'NOT_SIGNED_IN', button: 'Sign in again' },
  { step: 'hub', does: 'closes it', code: 'TAB_CLOSED', button: 'Sign in' },
  { step: 'identity', does: 'goes elsewhere', code: 'TAB_LEFT', button: 'Sign in' },
  { step: 'identity', does: 'closes it', code: 'TAB_CLOSED', button: 'Sign in' },
] as const
const paths = { hub: '/hub', identity: '/qps/user' }

test.each(cases)(
  'run fails with $code and cleans up when the tester $does in step $step',
  async ({ step, does, code, button }) => {
    await using harness = await E2EHarness.open()
    const { popup, tab } = await openOverUser2(harness)
    const [cookies, sessions] = [await harness.hubCookies(), sessionIds(harness)]
    const hold = harness.qlik.hold({ endpoint: 'proxy', path: paths[step] })
    await popup.signIn()
    await hold.reached
    // The query for the previous user has the same address and may still be pending.
    await popup.waitForStep(step, 'working')
    await (does === 'closes it' ? tab.close() : tab.goto('about:blank'))
    hold.release()

    expect(await popup.waitForOutcome()).toBe('failed')
    expect(await popup.finding()).toMatchObject({ code })
    expect(await popup.step(step)).toMatchObject({ state: 'failed' })
    expect(await popup.page.locator('.run .finding ul:not(.why ul)').count()).toBe(0)
    expect(await harness.hubCookies()).toEqual(cookies)
    expect(sessionIds(harness)).toEqual(sessions)

    await popup.page.bringToFront()
    await popup.button(button).click()
    await popup.waitForStep('companion', 'passed')
    expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
    expect(await (await harness.hubPage()).locator('body').getAttribute('data-user')).toBe('DOMAIN\\User1')
  },
)

const sessionIds = ({ qlik }: E2EHarness): string[] => qlik.sessions.map(({ sessionId }) => sessionId)

/** Opens a popup in its own window. */
async function openInWindow(harness: E2EHarness, { page }: PopupPage): Promise<PopupPage> {
  const opened = harness.browser.waitForEvent('page')
  await page.evaluate(url => chrome.windows.create({ url }), page.url())
  return PopupPage.open(await opened, page.url())
}

async function closeWindow(id: number, { page }: PopupPage): Promise<void> {
  await page.evaluate(id => chrome.windows.remove(id), id)
  await pollUntil('the window is gone', async () => {
    const ids = await page.evaluate(async () => (await chrome.windows.getAll()).map(one => one.id))
    return !ids.includes(id)
  })
}

const windowCases = [
  { step: 'cookie', endpoint: 'qps', path: undefined },
  { step: 'hub', endpoint: 'proxy', path: '/hub' },
] as const

test.each(windowCases)('run reports a window that is closed in step $step, and cleans up', async held => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  const other = await openInWindow(harness, popup)
  const id = await other.page.evaluate(async () => (await chrome.windows.getCurrent()).id ?? 0)
  await other.fill({ directory: 'DOMAIN', userId: 'User1' })
  const hold = harness.qlik.hold({ endpoint: held.endpoint, ...(held.path && { path: held.path }) })
  await other.signIn()
  await hold.reached
  await closeWindow(id, popup)
  hold.release()

  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'TAB_CLOSED' })
  expect(await popup.step(held.step)).toMatchObject({ state: 'failed' })
  expect(await harness.hubCookies()).toEqual([])
  expect(harness.qlik.sessions).toEqual([])
})

test('run reports that a page dialog may block it, and sign-in works once the dialog is closed', async () => {
  await using harness = await E2EHarness.open()
  const { popup, tab } = await openOverUser2(harness)
  await tab.addInitScript(() =>
    addEventListener('load', () => setTimeout(() => alert('Maintenance at noon'))),
  )
  const opened = tab.waitForEvent('dialog')
  await popup.signIn()
  const dialog = await opened
  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'TAB_BLOCKED' })
  await dialog.accept()
  tab.on('dialog', next => next.accept())
  await popup.button('Sign in').click()
  await popup.waitForStep('companion', 'passed')
  expect(await popup.waitForOutcome()).toBe('passed')
})
