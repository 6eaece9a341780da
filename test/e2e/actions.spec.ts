import { expect, test } from 'vitest'
import { E2EHarness, hubHost } from '../support/e2e-harness.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { pollUntil } from '../support/poll-until.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'

const user = { directory: 'DOMAIN', userId: 'User1' }

async function openSignedIn(harness: E2EHarness): Promise<PopupPage> {
  const popup = await harness.openPopup()
  await popup.fill(user)
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  await waitForUserStatus(popup, 'user')
  return popup
}

const waitForUserStatus = (popup: PopupPage, status: string) =>
  waitForSelector(popup.page, `header[data-who=${status}]`)
const waitForUser = (popup: PopupPage, name: string) =>
  waitForSelector(popup.page, `header h1[title="${name.replace('\\', '\\\\')}"]`)

async function chooseAction(popup: PopupPage, name: string | RegExp): Promise<void> {
  await popup.page.bringToFront()
  await popup.button('Actions').click()
  await popup.page.getByRole('menuitem', { name }).click()
}

/** Waits for the result of an action and returns its text. */
async function waitForActionResult(popup: PopupPage, action: string, status = 'done'): Promise<string> {
  await waitForSelector(popup.page, `[data-action=${action}][data-status=${status}]`)
  return (await popup.page.locator('.action-toast [role=status]').textContent()) ?? ''
}

test('"End this session" ends the session of the tab after confirmation', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openSignedIn(harness)
  await chooseAction(popup, 'End this session')
  await popup.button('Cancel').click()
  expect(harness.qlik.sessions).toHaveLength(1)

  await chooseAction(popup, 'End this session')
  await popup.button('End session').click()
  expect(await waitForActionResult(popup, 'endThis')).toBe(
    'Ended a session of DOMAIN\\User1 on the default virtual proxy',
  )
  await waitForUserStatus(popup, 'nobody')
  expect(harness.qlik.sessions).toEqual([])
  expect(await harness.hubCookies()).toEqual([])
  await popup.button('Dismiss').click()
  expect(await popup.page.locator('.action-toast').count()).toBe(0)
})

test('"Sign out" ends all sessions of the user on the virtual proxy and no others', async () => {
  await using harness = await E2EHarness.open()
  harness.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User1' })
  harness.qlik.addSession({ prefix: 'sales', userDirectory: 'DOMAIN', userId: 'User1' })
  harness.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User2' })
  const popup = await openSignedIn(harness)
  await chooseAction(popup, /^Sign out on/)
  await popup.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
  expect(await waitForActionResult(popup, 'signOut')).toContain('ended 2 sessions')
  await waitForUserStatus(popup, 'nobody')
  expect(harness.qlik.sessions).toMatchObject([{ prefix: 'sales' }, { userId: 'User2' }])
})

test('"Sign in again" keeps the attributes and uses a new session id', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ ...user, prefix: 'sales', attributes: [{ name: 'group', value: 'HR' }] })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await waitForUserStatus(popup, 'user')
  const [first] = harness.qlik.sessions
  await chooseAction(popup, 'Sign in again with a new session id')
  const second = await pollUntil('there is another session', () => harness.qlik.sessions[1])
  expect(second).toMatchObject({ prefix: 'sales', userId: 'User1', attributes: [['group', 'HR']] })
  expect(second.sessionId).not.toBe(first?.sessionId)
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await harness.hubCookies()).toMatchObject([{ value: second.sessionId }])
})

test('going back restores the previous identity, and then the one before it', async () => {
  await using harness = await E2EHarness.open()
  const { sessionId } = harness.qlik.addSession({ userDirectory: 'CORP', userId: 'anna' })
  const hers = { name: 'X-Qlik-Session', value: sessionId, domain: hubHost, path: '/', secure: true }
  await harness.browser.addCookies([hers])
  const popup = await openSignedIn(harness)
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  await waitForUser(popup, 'DOMAIN\\User2')

  await chooseAction(popup, 'Back to DOMAIN\\User1')
  expect(await waitForActionResult(popup, 'goBack')).toBe('You are DOMAIN\\User1 again')
  await waitForUser(popup, 'DOMAIN\\User1')
  await waitForSelector(popup.page, '.outcome[data-over=true]')
  expect(await popup.page.locator('.outcome').textContent()).toBe(
    'Earlier sign-in: DOMAIN\\User2 on the default virtual proxy',
  )
  expect(harness.qlik.sessions).toMatchObject([{ userId: 'anna' }, { userId: 'User1' }])

  await popup.button('Dismiss').click()
  await chooseAction(popup, 'Back to the previous user')
  expect(await waitForActionResult(popup, 'goBack')).toBe('You are CORP\\anna again')
  expect(harness.qlik.sessions).toMatchObject([{ userId: 'anna' }])
  expect(await harness.hubCookies()).toMatchObject([hers])
})

test('popup reports that the previous session has ended when going back signs in nobody', async () => {
  await using harness = await E2EHarness.open()
  await harness.browser.addCookies([
    { name: 'X-Qlik-Session', value: 'long-over', domain: hubHost, path: '/', secure: true },
  ])
  const popup = await openSignedIn(harness)
  await chooseAction(popup, 'Back to the previous user')
  expect(await waitForActionResult(popup, 'goBack')).toContain('Nobody is signed in')
  await waitForUserStatus(popup, 'nobody')
})

test('popup explains why a session could not be ended, and changes nothing', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openSignedIn(harness)
  const before = await harness.hubCookies()
  await harness.qlik.fault('refused', { endpoint: 'qps' })
  await chooseAction(popup, 'End this session')
  await popup.button('End session').click()
  await waitForActionResult(popup, 'endThis', 'failed')
  expect(await popup.finding()).toMatchObject({ code: 'CONNECTION_REFUSED' })
  expect(await harness.hubCookies()).toEqual(before)
  await waitForUserStatus(popup, 'user')
})

test('popup accepts that a session was already ended by someone else', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openSignedIn(harness)
  await chooseAction(popup, 'End this session')
  for (const session of harness.qlik.sessions) harness.qlik.site.sessions.end(session)
  await popup.button('End session').click()
  await waitForActionResult(popup, 'endThis', 'failed')
  expect(await popup.finding()).toMatchObject({ code: 'NOBODY_SIGNED_IN' })
  await waitForUserStatus(popup, 'nobody')
})

/** Signs DOMAIN\\User1 in and holds the request that ends the session. */
async function startHeldEnd(harness: E2EHarness, where: Parameters<E2EHarness['qlik']['hold']>[0]) {
  const popup = await openSignedIn(harness)
  const hold = harness.qlik.hold({ ...where, times: 1 })
  await chooseAction(popup, 'End this session')
  await popup.button('End session').click()
  await hold.reached
  return { popup, hold }
}

/**
 * Signs DOMAIN\\User1 in, holds the end of that session, and starts the sign-in of another user.
 */
async function signInWhileEnding(harness: E2EHarness) {
  const { popup, hold } = await startHeldEnd(harness, { endpoint: 'qps', method: 'DELETE' })
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  await waitForSelector(popup.page, '[data-outcome=working]')
  return { popup, hold }
}

test('sign-in waits until the previous session is ended', async () => {
  await using harness = await E2EHarness.open()
  const { popup, hold } = await signInWhileEnding(harness)
  expect(harness.qlik.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
  hold.release()
  expect(await popup.waitForOutcome()).toBe('passed')
  await waitForUser(popup, 'DOMAIN\\User2')
  expect(harness.qlik.sessions).toMatchObject([{ userId: 'User2' }])
  expect(await harness.hubCookies()).toMatchObject([{ value: harness.qlik.sessions[0]?.sessionId }])
})

test('sign-in starts although the signed-out hub does not load', async () => {
  await using harness = await E2EHarness.open()
  const { popup, hold } = await startHeldEnd(harness, { endpoint: 'proxy', path: '/hub' })
  await waitForActionResult(popup, 'endThis')
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await waitForUser(popup, 'DOMAIN\\User2')
  hold.release()
})

test('ending a session keeps a session cookie that arrived meanwhile', async () => {
  await using harness = await E2EHarness.open()
  const { popup, hold } = await startHeldEnd(harness, { endpoint: 'qps', method: 'DELETE' })
  const { sessionId } = harness.qlik.addSession({ userDirectory: 'CORP', userId: 'anna' })
  const hers = { name: 'X-Qlik-Session', value: sessionId, domain: hubHost, path: '/', secure: true }
  await harness.browser.addCookies([hers])
  hold.release()
  await waitForActionResult(popup, 'endThis')
  expect(await harness.hubCookies()).toMatchObject([hers])
  await waitForUser(popup, 'CORP\\anna')
})

test('Cancel stops a sign-in that waits for the previous session to end', async () => {
  await using harness = await E2EHarness.open()
  const { popup, hold } = await signInWhileEnding(harness)
  await popup.cancel()
  hold.release()
  expect(await popup.waitForOutcome()).toBe('cancelled')
  await waitForActionResult(popup, 'endThis')
  await waitForUserStatus(popup, 'nobody')
  expect(harness.qlik.sessions).toEqual([])
  expect(await harness.hubCookies()).toEqual([])
})

test('sign-in resumes after the worker was stopped while waiting for the previous session to end', async () => {
  await using harness = await E2EHarness.open()
  const { popup, hold } = await signInWhileEnding(harness)
  await harness.stopWorker()
  hold.release()
  expect(await popup.waitForOutcome()).toBe('passed')
  await waitForUserStatus(popup, 'user')
})

test.each([
  ['before', 'DELETE'],
  ['after', 'GET'],
])(
  'next worker finishes the end of a session that was interrupted %s Qlik Sense was asked',
  async (_, method) => {
    await using harness = await E2EHarness.open()
    const endpoint = method === 'DELETE' ? 'qps' : 'proxy'
    const where = method === 'DELETE' ? { endpoint, method } : ({ endpoint, path: '/hub' } as const)
    const { popup, hold } = await startHeldEnd(harness, where as Parameters<E2EHarness['qlik']['hold']>[0])
    await harness.stopWorker()
    hold.release()
    expect(await waitForActionResult(popup, 'endThis')).toContain('Ended a session of DOMAIN\\User1')
    await waitForUserStatus(popup, 'nobody')
    await expect.poll(() => harness.qlik.sessions).toEqual([])
    expect(await harness.hubCookies()).toEqual([])
  },
)

test('next worker finishes going back to the previous user', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openSignedIn(harness)
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  await waitForUser(popup, 'DOMAIN\\User2')
  expect(await popup.waitForOutcome()).toBe('passed')
  const hold = harness.qlik.hold({ endpoint: 'qps', method: 'DELETE', times: 1 })
  await chooseAction(popup, 'Back to DOMAIN\\User1')
  await hold.reached
  await harness.stopWorker()
  hold.release()
  await waitForUser(popup, 'DOMAIN\\User1')
  await waitForActionResult(popup, 'goBack')
  await expect.poll(() => harness.qlik.sessions).toMatchObject([{ userId: 'User1' }])
})

test('"Sign in again" that waits survives the stop of the worker', async () => {
  await using harness = await E2EHarness.open()
  harness.qlik.addSession({ userDirectory: 'DOMAIN', userId: 'User1', sessionId: 'of-another-program' })
  const popup = await openSignedIn(harness)
  const hold = harness.qlik.hold({ endpoint: 'qps', method: 'DELETE', times: 1 })
  await chooseAction(popup, /^Sessions/)
  const rows = popup.page.locator('.sessions li')
  await rows.and(popup.page.locator('[data-here=false]')).getByRole('button').click()
  await popup.page.getByRole('alertdialog').getByRole('button', { name: 'End session' }).click()
  await hold.reached
  await popup.button('Close').click()
  await chooseAction(popup, 'Sign in again with a new session id')
  await harness.stopWorker()
  hold.release()
  await expect
    .poll(
      () =>
        harness.qlik.requests.filter(({ method, endpoint }) => method === 'POST' && endpoint === 'qps')
          .length,
    )
    .toBe(2)
  await waitForUserStatus(popup, 'user')
})

test('a session action does not affect a user who has signed in since it was requested', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openSignedIn(harness)
  await chooseAction(popup, /^Sign out on/)
  const { sessionId } = harness.qlik.addSession({ userDirectory: 'CORP', userId: 'anna' })
  const hers = { name: 'X-Qlik-Session', value: sessionId, domain: hubHost, path: '/', secure: true }
  await harness.browser.addCookies([hers])
  await popup.page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click()
  await waitForActionResult(popup, 'signOut', 'failed')
  expect(await popup.finding()).toMatchObject({ code: 'SIGNED_IN_CHANGED' })
  expect(harness.qlik.sessions).toHaveLength(2)
  expect(await harness.hubCookies()).toMatchObject([hers])
  await waitForUser(popup, 'CORP\\anna')
})

test('Actions menu works with the keyboard alone', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openSignedIn(harness)
  const { keyboard } = popup.page
  const focused = () => popup.page.evaluate(() => document.activeElement?.textContent ?? '')
  await popup.page.bringToFront()
  await popup.button('Actions').focus()
  await keyboard.press('Enter')
  await waitForSelector(popup.page, '[role=menu]')
  await pollUntil(
    'the first is focused',
    async () => (await focused()) === 'Sign in again with a new session id',
  )
  await keyboard.press('Escape')
  expect(await popup.page.locator('[role=menu]').count()).toBe(0)
  await keyboard.press('Enter')
  await pollUntil(
    'the first is focused',
    async () => (await focused()) === 'Sign in again with a new session id',
  )
  await keyboard.press('ArrowDown')
  expect(await focused()).toBe('End this session')
  await keyboard.press('Enter')
  expect(await focused()).toBe('Cancel')
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await waitForActionResult(popup, 'endThis')
  expect(harness.qlik.sessions).toEqual([])
})

/** No page is there. */
const loginElsewhere = 'http://localhost:9/login'

test.each([
  ['End this session', 'End session', 'endThis'],
  ['Sign out on portal', 'Sign out', 'signOut'],
])(
  'nothing claims that anybody is signed in after "%s" when the login page lies on another host',
  async (item, confirm, action) => {
    const virtualProxies = [{ prefix: 'portal', authenticationModuleRedirectUri: loginElsewhere }]
    await using harness = await E2EHarness.open({ qlik: { virtualProxies } })
    const popup = await harness.openPopup()
    await popup.fill({ ...user, prefix: 'portal' })
    await popup.signIn()
    expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
    await waitForUserStatus(popup, 'user')
    await chooseAction(popup, item)
    await popup.page.getByRole('alertdialog').getByRole('button', { name: confirm }).click()
    await waitForActionResult(popup, action)
    const expectPast = async (shown: PopupPage) => {
      await waitForSelector(shown.page, 'header:not([data-who=user])')
      await waitForSelector(shown.page, '.outcome[data-over=true]')
      expect(await shown.page.locator('.outcome').textContent()).toMatch(/^Earlier sign-in: DOMAIN\\User1/)
    }
    await expectPast(popup)
    await popup.page.close()
    await expectPast(await harness.openPopup())
  },
)
