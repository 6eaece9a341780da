import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { toOriginPattern } from '#shared/hub-location'
import { expectNoAxeViolations } from '../support/accessibility.ts'
import { E2EHarness, hubHost, siteId } from '../support/e2e-harness.ts'
import { grantHostPermission } from '../support/extension-settings.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { listenOnFreePort } from '../support/raw-server.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'
import { closedQrs, configureReachableHub } from './causes/arrange.ts'

const user = { directory: 'DOMAIN', userId: 'User1' }

/** Opens the hub and the popup over it, as after an earlier run. */
async function openOverHub(harness: E2EHarness, path = '/hub/'): Promise<PopupPage> {
  const hub = await harness.browser.newPage()
  await hub.goto(harness.qlik.hub + path)
  const popup = await harness.openPopup()
  await popup.requestHostPermission(harness.qlik.hub)
  return popup
}

async function choose(popup: PopupPage, item: string, status: string): Promise<void> {
  await waitForSelector(popup.page, `header[data-who=${status}]`)
  await popup.page.bringToFront()
  await popup.button('Actions').click()
  await popup.page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** Returns the causes in the dialog, once it has any. */
async function readCauses(popup: PopupPage) {
  await waitForSelector(popup.page, 'dialog [data-cause]')
  return popup.causes()
}

test('Why? of a tab without a run names the missing cookie, and its button signs in', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openOverHub(harness)
  await popup.fill(user)
  await choose(popup, 'Why am I not signed in?', 'nobody')
  expect(await readCauses(popup)).toMatchObject([
    { cause: 'noCookie', evidence: expect.stringContaining('X-Qlik-Session'), button: 'Sign in' },
  ])
  await expectNoAxeViolations(popup.page)
  await popup.page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(harness.qlik.sessions).toMatchObject([{ userId: 'User1' }])
})

test('Why? of a tab whose session has ended names the user, and signs it in again', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openOverHub(harness)
  await popup.fill({ ...user, attributes: [{ name: 'group', value: 'HR' }] })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  const [first] = harness.qlik.sessions
  await harness.hubpass('session', 'end', siteId, first?.sessionId ?? '')
  const hub = await harness.hubPage()
  await hub.reload()
  await choose(popup, 'Why am I not signed in?', 'nobody')
  expect((await readCauses(popup))[0]).toMatchObject({
    cause: 'sessionOver',
    evidence: expect.stringContaining('DOMAIN\\User1'),
    button: 'Sign in again',
  })
  await popup.button('Sign in again').click()
  await expect.poll(() => harness.qlik.sessions.length).toBe(1)
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(harness.qlik.sessions[0]?.attributes).toEqual(first?.attributes)
})

test('Why? names the session on another virtual proxy and the unusual cookie of a closed QRS', async () => {
  await using harness = await E2EHarness.open(closedQrs)
  const popup = await openOverHub(harness)
  await popup.fill({ ...user, prefix: 'sales' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await (await harness.hubPage('sales')).goto(`${harness.qlik.hub}/hub/`)
  await choose(popup, 'Why am I not signed in?', 'nobody')
  expect((await readCauses(popup)).map(({ cause }) => cause)).toEqual(['onOtherProxy', 'notUsualCookie'])
})

test('Why? of a prefix that the site does not have offers the similar one', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openOverHub(harness, '/salse/hub/')
  await choose(popup, 'Why am I not signed in?', 'unreachable')
  expect(await readCauses(popup)).toMatchObject([{ cause: 'prefixUnknown', button: 'Use sales' }])
})

test('Why? is offered on a login page that lies on another host, and its button signs in', async () => {
  await using server = await listenOnFreePort(createServer((_, response) => response.end('Who are you?')))
  const login = `http://${server.address}`
  const virtualProxies = [{ prefix: 'portal', authenticationModuleRedirectUri: `${login}/login` }]
  await using harness = await E2EHarness.open({ qlik: { virtualProxies } })
  // A click on the toolbar button shows the address, too.
  await grantHostPermission(harness.browser, harness.extensionId, toOriginPattern(login))
  const hub = await harness.browser.newPage()
  await hub.goto(`${harness.qlik.hub}/portal/hub/`)
  expect(new URL(hub.url()).origin).toBe(login)
  const popup = await harness.openPopup()
  await popup.requestHostPermission(login)
  await popup.requestHostPermission(harness.qlik.hub)
  await popup.fill({ ...user, prefix: 'portal' })
  await choose(popup, 'Why am I not signed in?', 'nobody')
  expect(await readCauses(popup)).toMatchObject([{ cause: 'noCookie', button: 'Sign in' }])
  await popup.page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(harness.qlik.sessions).toMatchObject([{ userId: 'User1', prefix: 'portal' }])
})

test.each([
  ['with QRS', {}],
  ['with QRS closed', closedQrs],
])('Explain this tab says who is signed in and what is unusual %s', async (_, options) => {
  await using harness = await E2EHarness.open({
    ...options,
    qlik: { virtualProxies: [{ prefix: 'portal', sessionCookieHeaderName: 'My-Portal' }] },
  })
  const { sessionId } = harness.qlik.addSession({ prefix: 'portal', userDirectory: 'CORP', userId: 'anna' })
  await harness.browser.addCookies([
    { name: 'My-Portal', value: sessionId, domain: hubHost, path: '/', secure: true },
  ])
  const popup = await openOverHub(harness, '/portal/hub/')
  await choose(popup, 'Explain this tab', 'user')
  expect((await readCauses(popup)).map(({ cause }) => cause)).toEqual(['unusualName', 'ownPrefix'])
  await popup.page.getByRole('heading', { name: 'You are CORP\\anna on portal' }).waitFor()
  expect(await popup.page.content()).not.toContain(sessionId)
})

test.each([
  ['the license gives no access', {}, 'NoAccess', 'engineLicense', 'No available access type'],
  ['the origin is refused', { replacedHosts: ['localhost'] }, 'User1', 'engineOrigin', 'localhost'],
])('Explain this tab tells from the WebSocket alone that %s', async (_, qlik, userId, cause, words) => {
  await using harness = await E2EHarness.open({ qlik })
  await configureReachableHub(harness)
  const popup = await harness.openPopup()
  await popup.fill({ ...user, userId })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await harness.qlik.fault('refused', { endpoint: 'qrs' })
  await choose(popup, 'Explain this tab', 'user')
  expect(await readCauses(popup)).toMatchObject([{ cause, evidence: expect.stringContaining(words) }])
  await expectNoAxeViolations(popup.page)
  await expect.poll(() => harness.qlik.sockets).toEqual([])
  expect(harness.qlik.sessions).toMatchObject([{ userId }])
  const [{ sessionId = '' } = {}] = harness.qlik.sessions
  expect(await popup.page.content()).not.toContain(sessionId)
})

test('Explain this tab says why Qlik Sense refuses the user, and what is left of the license', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openOverHub(harness)
  await popup.fill({ ...user, userId: 'NoAccess' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await choose(popup, 'Explain this tab', 'user')
  expect((await readCauses(popup))[0]).toMatchObject({
    cause: 'noAccessPass',
    evidence: expect.stringContaining('Professional 20/25, Analyzer 25/25'),
    remedy: expect.stringContaining('License management'),
  })
})

test('Check this site runs the doctor from the popup', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openOverHub(harness)
  await choose(popup, 'Check this site', 'nobody')
  await popup.page.locator('dialog .check-report').waitFor()
  expect(await popup.page.locator('.check-report strong').first().innerText()).toMatch(
    /^demo (is ready|can create)/,
  )
  await expectNoAxeViolations(popup.page)
})
