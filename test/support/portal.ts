import type { Page } from 'playwright-core'
import { type E2EHarness, hubHost } from './e2e-harness.ts'
import { pollUntil } from './poll-until.ts'

/** Origin of a page of another site than the hub's. */
export const portalOrigin = ({ qlik }: E2EHarness): string => qlik.hub.replace(hubHost, 'localhost')

/** Such a page, which shows the hub in a frame; there is no session there yet. */
export async function openPortal(harness: E2EHarness): Promise<Page> {
  const { hub } = harness.qlik
  const portal = await harness.browser.newPage()
  await portal.goto(portalOrigin(harness))
  await portal.evaluate(hub => {
    document.body.innerHTML = `<iframe src="${hub}/hub/"></iframe>`
  }, hub)
  await pollUntil('the frame shows a login', () => portal.frames().some(frame => frame.url().startsWith(hub)))
  return portal
}

/** Lets the hub have its cookies in frames of the portal, as a tester does in the settings: this Chromium keeps them out. */
export async function allowThirdPartyCookies(harness: E2EHarness): Promise<void> {
  const page = await harness.browser.newPage()
  await page.goto('chrome://settings/cookies')
  await page.evaluate(
    ([hub, portal]) =>
      chrome.send('setCategoryPermissionForPattern', [hub, portal, 'cookies', 'allow', false]),
    [harness.qlik.hub, portalOrigin(harness)] as const,
  )
  await page.close()
}

declare global {
  namespace chrome {
    /** What the browser's own settings page talks to. */
    function send(message: string, args: unknown[]): void
  }
}
