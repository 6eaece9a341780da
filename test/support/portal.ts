import type { Page } from 'playwright-core'
import { type E2EHarness, hubHost } from './e2e-harness.ts'
import { pollUntil } from './poll-until.ts'

/** Returns the origin of another site than the hub. */
export const portalOrigin = ({ qlik }: E2EHarness): string => qlik.hub.replace(hubHost, 'localhost')

/** Opens a page of that site that shows the hub in a frame. The hub has no session yet. */
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

/**
 * Allows third-party cookies for the portal in the browser settings. Chromium blocks them by
 * default.
 */
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
    /** The API of the browser's settings page. */
    function send(message: string, args: unknown[]): void
  }
}
