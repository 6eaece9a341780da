import { expect, it } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import { allowPrivateWindows } from '../support/extension-settings.ts'
import type { PopupPage } from '../support/page-objects/popup-page.ts'
import { pollUntil } from '../support/poll-until.ts'

/**
 * Returns every hub tab of the browser. Playwright does not list pages of private windows, but the
 * extension does.
 */
const listHubTabs = ({ page }: PopupPage) =>
  page.evaluate(async () => {
    const windows = await chrome.windows.getAll({ populate: true })
    return windows.flatMap(({ incognito, tabs = [] }) =>
      tabs
        .filter(({ url }) => url?.includes('/hub/'))
        .map(({ title = '' }) => ({ isPrivate: incognito, title })),
    )
  })

const listPrivateWindows = ({ page }: PopupPage) =>
  page.evaluate(async () => (await chrome.windows.getAll()).filter(({ incognito }) => incognito).length)

const listPrivateTabs = ({ page }: PopupPage) =>
  page.evaluate(async () => {
    const windows = await chrome.windows.getAll({ populate: true })
    return windows.filter(({ incognito }) => incognito).flatMap(({ tabs = [] }) => tabs.map(({ id }) => id))
  })

async function openSignedIn(harness: E2EHarness): Promise<PopupPage> {
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  await popup.fill({ userId: 'User2' })
  return popup
}

it('second user signs in in a private window, and the popup lists both windows', async () => {
  await using harness = await E2EHarness.open({ browser: 'own' })
  await allowPrivateWindows(harness.browser, harness.extensionId)
  const popup = await openSignedIn(harness)
  await popup.button('Sign in in a private window').click()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')

  await popup.page
    .getByText('DOMAIN\\User2 is signed in on the default virtual proxy in the private window')
    .waitFor()

  const tabs = await listHubTabs(popup)
  expect(tabs.filter(({ isPrivate }) => isPrivate)).toMatchObject([
    { title: expect.stringContaining('User2') },
  ])
  expect(tabs.filter(({ isPrivate }) => !isPrivate)).toMatchObject([
    { title: expect.stringContaining('User1') },
  ])
  expect(harness.qlik.sessions.map(({ userId }) => userId).sort()).toEqual(['User1', 'User2'])
  const strip = popup.page.getByRole('list', { name: 'Signed-in users by window' })
  // The worker looks up the windows after the run.
  await strip.getByRole('listitem').nth(1).waitFor()
  expect(await strip.getByRole('listitem').allTextContents()).toEqual([
    expect.stringContaining('User1'),
    expect.stringMatching(/User2.*private|private.*User2/),
  ])
})

it('sign-in reuses an open private window and does not close it', async () => {
  await using harness = await E2EHarness.open({ browser: 'own' })
  await allowPrivateWindows(harness.browser, harness.extensionId)
  const popup = await openSignedIn(harness)
  await popup.button('Sign in in a private window').click()
  expect(await popup.waitForOutcome()).toBe('passed')
  await harness.qlik.fault('refused', { endpoint: 'proxy' })
  await popup.fill({ userId: 'User3' })
  await popup.button('Sign in in a private window').click()
  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await listPrivateWindows(popup)).toBe(1)
})

it('a failed run closes the private window that it opened, and leaves no session', async () => {
  await using harness = await E2EHarness.open({ browser: 'own' })
  await allowPrivateWindows(harness.browser, harness.extensionId)
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await harness.qlik.fault('refused', { endpoint: 'proxy' })
  await popup.button('Sign in in a private window').click()
  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({ code: 'HUB_UNREACHABLE' })
  await pollUntil(
    'the private window is closed',
    async () => (await listPrivateWindows(popup)) === 0 || undefined,
  )
  expect(harness.qlik.sessions).toEqual([])
})

it('a failed run closes only its own tab in a private window with other tabs', async () => {
  await using harness = await E2EHarness.open({ browser: 'own' })
  await allowPrivateWindows(harness.browser, harness.extensionId)
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  const hold = harness.qlik.hold({ endpoint: 'proxy', path: '/hub' })
  await popup.button('Sign in in a private window').click()
  await hold.reached
  const theirs = await popup.page.evaluate(async () => {
    const privateWindow = (await chrome.windows.getAll()).find(({ incognito }) => incognito)
    return (await chrome.tabs.create({ windowId: privateWindow?.id })).id
  })
  await popup.cancel()
  expect(await popup.waitForOutcome()).toBe('cancelled')
  hold.release()
  await pollUntil('its own tab is gone', async () => (await listPrivateTabs(popup)).length === 1)
  expect(await listPrivateTabs(popup)).toEqual([theirs])
})

it('popup explains how to allow private windows, and creates no session', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1' })
  await popup.button('Sign in in a private window').click()
  expect(await popup.waitForOutcome()).toBe('failed')
  expect(await popup.finding()).toMatchObject({
    code: 'PRIVATE_WINDOWS_FORBIDDEN',
    remedy: expect.stringContaining('Allow in Incognito'),
  })
  expect(harness.qlik.sessions).toEqual([])
})
