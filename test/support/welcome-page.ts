import type { BrowserContext, Page } from 'playwright-core'
import { readExtensionId, welcomeUrl } from './built-extension.ts'
import { pollUntil } from './poll-until.ts'

/** The page of first steps, once the browser has opened it. */
export function findWelcomePage(browser: BrowserContext): Promise<Page> {
  const address = welcomeUrl(readExtensionId())
  return pollUntil('the page of first steps opens', () =>
    browser.pages().find(page => page.url() === address),
  )
}

/** Closed while it asks for its texts, a page leaves all others of its process without any: the answer is asked for once. */
export async function closeWelcomePage(browser: BrowserContext): Promise<void> {
  const page = await findWelcomePage(browser)
  // Asked of the page itself: of one that the browser opens by itself, Playwright may miss that it has loaded.
  await page.evaluate(
    () =>
      new Promise<void>(resolve => {
        if (document.readyState === 'complete') resolve()
        else addEventListener('load', () => resolve())
      }),
  )
  await page.close()
}
