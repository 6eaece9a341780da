import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'

const sheetPath = 'sense/app/1f2e/sheet/3d4c/state/analysis'

/** Whom a page of the double names. */
const readUser = (tab: Page) => tab.locator('body').getAttribute('data-user')

/** User1 signed in on a virtual proxy and at a place below it, with the popup beside. */
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

test('keeps the sheet that the tester was on, as the other user', async () => {
  await using harness = await E2EHarness.open()
  const { popup, tab } = await openPathSignedIn(harness, `${sheetPath}?select=Region,North`)
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.finding())).toBe('passed')
  expect(await readUser(tab)).toBe('DOMAIN\\User2')
  expect(tab.url()).toBe(`${harness.qlik.hub}/${sheetPath}?select=Region,North`)
})

test('keeps it on another virtual proxy, with the prefix swapped, in the same tab', async () => {
  await using harness = await E2EHarness.open()
  const { popup, tab } = await openPathSignedIn(harness, sheetPath)
  await popup.fill({ prefix: 'sales', userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.finding())).toBe('passed')
  expect(await readUser(tab)).toBe('DOMAIN\\User2')
  expect(tab.url()).toBe(`${harness.qlik.hub}/sales/${sheetPath}`)

  await popup.fill({ prefix: '', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await readUser(tab)).toBe('DOMAIN\\User1')
  expect(tab.url()).toBe(`${harness.qlik.hub}/${sheetPath}`)
})

test('does not take a ticket along', async () => {
  await using harness = await E2EHarness.open()
  const { popup, tab } = await openPathSignedIn(harness, `${sheetPath}?qlikTicket=of-somebody-before`)
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await readUser(tab)).toBe('DOMAIN\\User2')
  expect(tab.url()).toBe(`${harness.qlik.hub}/${sheetPath}`)
})

test('shows the hub where the new user cannot have the page', async () => {
  await using harness = await E2EHarness.open()
  const { popup, tab } = await openPathSignedIn(harness, sheetPath)
  await harness.qlik.fault('hubErrorPage', { endpoint: 'proxy', path: '/sense/app', times: 1 })
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.finding())).toBe('passed')
  expect(await readUser(tab)).toBe('DOMAIN\\User2')
  expect(tab.url()).toBe(`${harness.qlik.hub}/hub/`)
})

test('leaves a login page for the hub', async () => {
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
