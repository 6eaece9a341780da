import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'

const sheetPath = 'sense/app/1f2e/sheet/3d4c/state/analysis'

/** Returns the user that a page of the double shows. */
const readUser = (tab: Page) => tab.locator('body').getAttribute('data-user')

/** Signs User1 in on a virtual proxy at a path below it, and opens the popup. */
async function openPathSignedIn(harness: E2EHarness, place: string, prefix = '') {
  const popup = await harness.openPopup()
  await popup.fill({ prefix, directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  const tab = await harness.hubPage(prefix)
  await tab.goto(`${harness.qlik.hub}/${prefix === '' ? '' : `${prefix}/`}${place}`)
  await tab.bringToFront()
  return { popup, tab }
}

test('sign-in keeps the sheet of the tab for the new user', async () => {
  await using harness = await E2EHarness.open()
  const { popup, tab } = await openPathSignedIn(harness, `${sheetPath}?select=Region,North`)
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  expect(await readUser(tab)).toBe('DOMAIN\\User2')
  expect(tab.url()).toBe(`${harness.qlik.hub}/${sheetPath}?select=Region,North`)
})

test('sign-in on another virtual proxy keeps the sheet and replaces the prefix', async () => {
  await using harness = await E2EHarness.open()
  const { popup, tab } = await openPathSignedIn(harness, sheetPath)
  await popup.fill({ prefix: 'sales', userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  expect(await readUser(tab)).toBe('DOMAIN\\User2')
  expect(tab.url()).toBe(`${harness.qlik.hub}/sales/${sheetPath}`)

  await popup.fill({ prefix: '', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await readUser(tab)).toBe('DOMAIN\\User1')
  expect(tab.url()).toBe(`${harness.qlik.hub}/${sheetPath}`)
})

test('sign-in removes a ticket from the preserved address', async () => {
  await using harness = await E2EHarness.open()
  const { popup, tab } = await openPathSignedIn(harness, `${sheetPath}?qlikTicket=of-somebody-before`)
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await readUser(tab)).toBe('DOMAIN\\User2')
  expect(tab.url()).toBe(`${harness.qlik.hub}/${sheetPath}`)
})

test('sign-in shows the hub when the new user cannot open the page', async () => {
  await using harness = await E2EHarness.open()
  const { popup, tab } = await openPathSignedIn(harness, sheetPath)
  await harness.qlik.fault('hubErrorPage', { endpoint: 'proxy', path: '/sense/app', times: 1 })
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  expect(await readUser(tab)).toBe('DOMAIN\\User2')
  expect(tab.url()).toBe(`${harness.qlik.hub}/hub/`)
})

test('sign-in replaces a login page with the hub', async () => {
  await using harness = await E2EHarness.open()
  const { popup, tab } = await openPathSignedIn(harness, 'hub/')
  await harness.browser.clearCookies()
  await tab.goto(`${harness.qlik.hub}/${sheetPath}`)
  expect(tab.url()).toContain('internal_forms_authentication')
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await readUser(tab)).toBe('DOMAIN\\User2')
  expect(tab.url()).toBe(`${harness.qlik.hub}/hub/`)
})
