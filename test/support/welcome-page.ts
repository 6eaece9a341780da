import type { BrowserContext, Page } from 'playwright-core'
import { readExtensionId, welcomeUrl } from './built-extension.ts'
import { pollUntil } from './poll-until.ts'

/** Waits for the welcome page that the browser opens. */
export function findWelcomePage(browser: BrowserContext): Promise<Page> {
  const address = welcomeUrl(readExtensionId())
  return pollUntil('the welcome page opens', () => browser.pages().find(page => page.url() === address))
}

/**
 * Closes the welcome page after it has loaded. Chromium loads the messages once per process, so a
 * page that closes during loading leaves all others without messages.
 */
export async function closeWelcomePage(browser: BrowserContext): Promise<void> {
  const page = await findWelcomePage(browser)
  // Asks the page itself: Playwright may miss the load event of a page that the browser opened.
  await page.evaluate(
    () =>
      new Promise<void>(resolve => {
        if (document.readyState === 'complete') resolve()
        else addEventListener('load', () => resolve())
      }),
  )
  await page.close()
}
