import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { E2EHarness, siteId } from '../support/e2e-harness.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'

const user = { directory: 'DOMAIN', userId: 'User1' }
const name = { userDirectory: 'DOMAIN', userId: 'User1' }

async function openSignedIn(harness: E2EHarness): Promise<PopupPage> {
  const popup = await harness.openPopup()
  await popup.fill(user)
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  await waitForSelector(popup.page, 'header[data-who=user]')
  return popup
}

/** Opens the dialog and returns the number of sessions that it shows. */
async function openSessions(popup: PopupPage): Promise<string> {
  await popup.page.bringToFront()
  await popup.button('Actions').click()
  await popup.page.getByRole('menuitem', { name: /^Sessions/ }).click()
  return readSessionCount(popup)
}

async function readSessionCount(popup: PopupPage): Promise<string> {
  await waitForSelector(popup.page, '.sessions-count')
  return (await popup.page.locator('.sessions-count').textContent()) ?? ''
}

const confirm = (popup: PopupPage, yes: string) =>
  popup.page.getByRole('alertdialog').getByRole('button', { name: yes }).click()

const sessionRows = (popup: PopupPage) => popup.page.locator('.sessions li')
const waitForDone = (popup: PopupPage, action: string) =>
  waitForSelector(popup.page, `[data-action=${action}][data-status=done]`)

test('session list shows the number of sessions, those of Hubpass and that of the tab', async () => {
  await using harness = await E2EHarness.open()
  const other = harness.qlik.addSession(name)
  harness.qlik.addSession({ ...name, prefix: 'sales' })
  const popup = await openSignedIn(harness)
  expect(await openSessions(popup)).toBe('2 of 5')
  const [ours] = harness.qlik.sessions.filter(
    ({ prefix, sessionId }) => prefix === '' && sessionId !== other.sessionId,
  )
  const texts = await sessionRows(popup).allTextContents()
  expect(texts.find(text => text.startsWith(other.sessionId.slice(0, 4)))).toContain('not by Hubpass')
  const here = sessionRows(popup).and(popup.page.locator('[data-here=true]'))
  expect(await here.textContent()).toMatch(/this tab · by Hubpass, \d/)
  expect(await here.textContent()).toContain(ours?.sessionId.slice(0, 4))
  expect(await popup.page.content()).not.toContain(other.sessionId)
})

/** Forgets what the extension remembers until it is reloaded. */
async function forgetSessions(harness: E2EHarness, popup: PopupPage): Promise<void> {
  await popup.page.evaluate(() => chrome.storage.session.clear())
  await harness.stopWorker()
}

test('sessions of the command line and of the time before a reload are by Hubpass', async () => {
  await using harness = await E2EHarness.open()
  const first = await openSignedIn(harness)
  expect((await harness.hubpass('login', siteId, '--user', 'DOMAIN\\User1')).code).toBe(0)
  await forgetSessions(harness, first)
  await first.page.close()
  const popup = await harness.openPopup()
  await popup.page.locator('header', { hasText: /User1.*by Hubpass, \d/ }).waitFor()
  expect(await openSessions(popup)).toBe('2 of 5')
  const texts = await sessionRows(popup).allTextContents()
  expect(texts).toEqual([0, 1].map(() => expect.stringMatching(/by Hubpass, \d/)))
  await popup.button('End Hubpass sessions').click()
  await confirm(popup, 'End session')
  await waitForDone(popup, 'endOurs')
  expect(harness.qlik.sessions).toEqual([])
})

test('nothing is said of a session if the audit log cannot be read', async () => {
  await using harness = await E2EHarness.open()
  const other = harness.qlik.addSession(name)
  const popup = await openSignedIn(harness)
  await appendFile(join(harness.home, 'audit', '000001.jsonl'), '{"at":"2026-')
  await openSessions(popup)
  const text = await sessionRows(popup)
    .filter({ hasText: other.sessionId.slice(0, 4) })
    .textContent()
  expect(text).not.toContain('Hubpass')
})

test('session list ends one session and shows how many remain', async () => {
  await using harness = await E2EHarness.open()
  const other = harness.qlik.addSession(name)
  const popup = await openSignedIn(harness)
  await openSessions(popup)
  await sessionRows(popup).and(popup.page.locator('[data-ours=false]')).getByRole('button').click()
  await confirm(popup, 'End session')
  await waitForDone(popup, 'endOne')
  await waitForSelector(popup.page, '.sessions li:only-child')
  expect(await readSessionCount(popup)).toBe('1 of 5')
  expect(harness.qlik.sessions.map(({ sessionId }) => sessionId)).not.toContain(other.sessionId)
  expect(await popup.page.locator('header').getAttribute('data-who')).toBe('user')
})

test('session list ends the sessions of Hubpass, and the tab leaves the hub', async () => {
  await using harness = await E2EHarness.open()
  const popup = await openSignedIn(harness)
  await popup.signIn()
  await popup.page.getByText('You already are DOMAIN\\User1 here.').waitFor()
  expect(harness.qlik.sessions).toHaveLength(1)
  await popup.button('Sign in again').click()
  expect(await popup.waitForOutcome()).toBe('passed')
  const other = harness.qlik.addSession(name)
  expect(await openSessions(popup)).toBe('3 of 5')
  await popup.button('End Hubpass sessions').click()
  await confirm(popup, 'End session')
  await waitForDone(popup, 'endOurs')
  expect(harness.qlik.sessions).toMatchObject([{ sessionId: other.sessionId }])
  await waitForSelector(popup.page, 'header[data-who=nobody]')
  expect(await harness.hubCookies()).toEqual([])
})

test('session list logs out the user of the form when the tab shows no hub', async () => {
  await using harness = await E2EHarness.open()
  for (const _ of [1, 2, 3, 4, 5]) harness.qlik.addSession({ ...name, prefix: 'sales' })
  const popup = await harness.openPopup()
  await popup.fill({ ...user, prefix: 'sales' })
  expect(await openSessions(popup)).toBe('5 of 5')
  await popup.button('Sign out this user').click()
  await confirm(popup, 'Sign out')
  await waitForDone(popup, 'logOut')
  await waitForSelector(popup.page, '.sessions:empty')
  expect(await readSessionCount(popup)).toBe('0 of 5')
  expect(harness.qlik.sessions).toEqual([])
})

test('session list explains why sessions cannot be read, and Escape closes it', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await harness.qlik.fault('refused', { endpoint: 'qps' })
  await popup.fill(user)
  await popup.button('Actions').click()
  await popup.page.getByRole('menuitem', { name: /^Sessions/ }).click()
  await waitForSelector(popup.page, 'dialog [role=alert]')
  expect(await popup.finding()).toMatchObject({ code: 'CONNECTION_REFUSED' })
  await popup.page.keyboard.press('Escape')
  expect(await popup.page.getByRole('dialog').count()).toBe(0)
})
