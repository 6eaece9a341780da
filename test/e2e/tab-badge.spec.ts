import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { personaColors } from '#shared/personas/persona-colors'
import { E2EHarness, hubHost } from '../support/e2e-harness.ts'
import { PersonaBar } from '../support/page-objects/persona-bar.ts'
import { pollUntil } from '../support/poll-until.ts'

const findWorker = async ({ browser }: E2EHarness) =>
  browser.serviceWorkers()[0] ?? (await browser.waitForEvent('serviceworker'))

/** Returns the badge text and color of a tab, as the browser reports them. */
async function readBadge(harness: E2EHarness, tab: Page): Promise<{ text: string; colour: string }> {
  const [text, bytes] = await (await findWorker(harness)).evaluate(async url => {
    const tabs = await chrome.tabs.query({})
    const tabId = tabs.find(tab => tab.url === url)?.id ?? -1
    return Promise.all([
      chrome.action.getBadgeText({ tabId }),
      chrome.action.getBadgeBackgroundColor({ tabId }).then(colour => Array.from(colour).map(Number)),
    ])
  }, tab.url())
  const hex = bytes.slice(0, 3).map(byte => byte.toString(16).padStart(2, '0'))
  return { text, colour: `#${hex.join('')}` }
}

const waitForBadge = (harness: E2EHarness, tab: Page, text: string) =>
  pollUntil(`the badge is "${text}"`, async () => (await readBadge(harness, tab)).text === text)

/** Sends a shortcut to the extension, since headless browsers do not receive their own keys. */
async function pressShortcut(harness: E2EHarness, command: string, tab: Page): Promise<void> {
  await (await findWorker(harness)).evaluate(
    async ([command, url]) => {
      const tabs = await chrome.tabs.query({})
      const { onCommand } = chrome.commands
      if (!('dispatch' in onCommand) || typeof onCommand.dispatch !== 'function')
        throw new Error('no dispatch')
      onCommand.dispatch(
        command,
        tabs.find(tab => tab.url === url),
      )
    },
    [command, tab.url()] as const,
  )
}

async function openSignedInAsAnna(harness: E2EHarness) {
  const popup = await harness.openPopup()
  const bar = new PersonaBar(popup)
  await bar.save('Anna', { directory: 'DOMAIN', userId: 'User1' })
  await bar.avatar('Anna').click()
  expect(await popup.waitForOutcome()).toBe('passed')
  return { popup, bar, hub: await harness.hubPage() }
}

const waitForTitle = (harness: E2EHarness, tab: Page, title: string) =>
  pollUntil(`the tooltip is "${title}"`, async () => {
    const worker = await findWorker(harness)
    const shown = await worker.evaluate(async url => {
      const tabs = await chrome.tabs.query({})
      return chrome.action.getTitle({ tabId: tabs.find(tab => tab.url === url)?.id ?? -1 })
    }, tab.url())
    return shown === title
  })

test('tooltip of a hub tab names a user that is no persona, and the virtual proxy', async () => {
  await using harness = await E2EHarness.open()
  const popup = await harness.openPopup()
  await popup.fill({ directory: 'DOMAIN', userId: 'User1', prefix: 'sales' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  const hub = await harness.hubPage('sales')
  await waitForBadge(harness, hub, 'US')
  await waitForTitle(harness, hub, 'DOMAIN\\User1 on sales')
  await waitForTitle(harness, popup.page, 'Hubpass')
  await harness.browser.clearCookies()
  await hub.reload()
  await waitForBadge(harness, hub, '')
  await waitForTitle(harness, hub, 'Hubpass')
})

test('badge and tooltip show a user of another program once a popup has asked the hub', async () => {
  await using harness = await E2EHarness.open()
  const { sessionId } = harness.qlik.addSession({ userDirectory: 'CORP', userId: 'anna' })
  await harness.browser.addCookies([
    { name: 'X-Qlik-Session', value: sessionId, domain: hubHost, path: '/', secure: true },
  ])
  const hub = await harness.browser.newPage()
  await hub.goto(`${harness.qlik.hub}/hub/`)
  const popup = await harness.openPopup()
  await popup.requestHostPermission(harness.qlik.hub)
  await waitForTitle(harness, hub, 'CORP\\anna on the default virtual proxy')
  await popup.page.close()
  await hub.reload()
  await waitForBadge(harness, hub, 'AN')
})

test('persona badge appears on the hub tab only, survives reloads and disappears with the cookie', async () => {
  await using harness = await E2EHarness.open()
  const { popup, hub } = await openSignedInAsAnna(harness)
  await waitForBadge(harness, hub, 'AN')
  expect((await readBadge(harness, hub)).colour).toBe(personaColors.blue)
  expect((await readBadge(harness, popup.page)).text).toBe('')

  await hub.reload()
  await waitForBadge(harness, hub, 'AN')
  await hub.goto(`${harness.qlik.hub}/sense/app/1f2e`)
  await waitForBadge(harness, hub, 'AN')

  await harness.browser.clearCookies()
  await hub.reload()
  await waitForBadge(harness, hub, '')
})

test('persona badge follows a change of user and a worker restart', async () => {
  await using harness = await E2EHarness.open()
  const { popup, bar, hub } = await openSignedInAsAnna(harness)
  await waitForBadge(harness, hub, 'AN')
  await popup.fill({ userId: 'User2' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
  await waitForBadge(harness, hub, 'US')

  await bar.avatar('Anna').click()
  expect(await popup.waitForOutcome()).toBe('passed')
  await waitForBadge(harness, hub, 'AN')
  await popup.page.close()
  await harness.stopWorker()
  await hub.reload()
  await waitForBadge(harness, hub, 'AN')
})

test('shortcut switches to the first persona without an open popup, and marks the tab', async () => {
  await using harness = await E2EHarness.open()
  const { popup, bar, hub } = await openSignedInAsAnna(harness)
  await bar.save('Ben', { directory: 'DOMAIN', userId: 'User2' })
  await bar.find('ben')
  await popup.button('Pin Ben').click()
  await bar.rows.locator('.pin').waitFor()
  await popup.page.close()
  await hub.bringToFront()
  await pressShortcut(harness, 'persona-1', hub)
  await waitForBadge(harness, hub, 'BE')
  expect(await hub.locator('body').getAttribute('data-user')).toBe('DOMAIN\\User2')
})

test('failure badge stays on every tab across worker restarts until a popup opens', async () => {
  await using harness = await E2EHarness.open()
  const { popup, hub } = await openSignedInAsAnna(harness)
  await waitForBadge(harness, hub, 'AN')
  await popup.page.close()
  await harness.qlik.fault('refused', { endpoint: 'qps' })
  await pressShortcut(harness, 'persona-1', hub)
  await waitForBadge(harness, hub, '!')
  await harness.stopWorker()
  await hub.reload()
  await waitForBadge(harness, hub, '!')
  const next = await harness.openPopup()
  expect(await next.waitForOutcome()).toBe('failed')
  await waitForBadge(harness, hub, 'AN')
})
