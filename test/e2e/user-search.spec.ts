import { expect, test } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { waitForSelector } from '../support/wait-for-selector.ts'

const options = (popup: PopupPage) => popup.page.locator('.pair > .listbox .option')
/** Waits until the popup knows whether QRS answers. */
const waitForProxies = (popup: PopupPage, status: 'ready' | 'failed') =>
  waitForSelector(popup.page, `.hint [data-status=${status}]`)

test('User id offers the users of the site, marks who has no access pass and signs in', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await waitForProxies(popup, 'ready')
  await popup.field('User id').pressSequentially('use')
  await options(popup).first().waitFor()
  expect(await options(popup).allTextContents()).toEqual([
    'User1User OneDOMAIN',
    'User2User TwoDOMAIN',
    'NoAccessUser without an access passno access passDOMAIN',
  ])
  await popup.field('User id').press('ArrowDown')
  await popup.field('User id').press('ArrowDown')
  await popup.field('User id').press('Enter')
  expect(await popup.field('User directory').inputValue()).toBe('DOMAIN')
  expect(await popup.field('User id').inputValue()).toBe('User2')
  await popup.field('User id').press('Enter')
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(harness.qlik.sessions).toMatchObject([{ userId: 'User2' }])
})

test('User id accepts input and signs in while QRS does not answer a search', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await waitForProxies(popup, 'ready')
  const held = harness.qlik.hold({ endpoint: 'qrs', path: '/qrs/user' })
  await popup.field('User directory').fill('DOMAIN')
  await popup.field('User id').pressSequentially('User1')
  await held.reached
  await popup.field('User id').press('Enter')
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(await options(popup).count()).toBe(0)
})

test('User id asks nothing while QRS is closed', async () => {
  await using harness = await E2EHarness.open()
  await harness.qlik.fault('refused', { endpoint: 'qrs' })
  const popup = await harness.openPopup()
  await waitForProxies(popup, 'failed')
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  expect(harness.qlik.requests.filter(({ path }) => path.startsWith('/qrs/user'))).toEqual([])
})
