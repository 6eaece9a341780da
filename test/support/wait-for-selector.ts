import type { Page } from 'playwright-core'

/**
 * Waits until the page has an element of that selector, and resolves with the very change that brings it: a page that lies
 * behind another one draws nothing, and waiting for its next frame would be waiting for ever.
 */
export async function waitForSelector(page: Page, selector: string, timeoutMs = 20_000): Promise<void> {
  // No function in it has a name: tsx would wrap that one into a helper, which the page does not have.
  const isFound = await page.evaluate(
    ({ selector, withinMs: timeoutMs }) =>
      new Promise<boolean>(resolve => {
        if (document.querySelector(selector) !== null) resolve(true)
        new MutationObserver((_, changes) => {
          if (document.querySelector(selector) === null) return
          changes.disconnect()
          resolve(true)
        }).observe(document, { subtree: true, childList: true, attributes: true })
        setTimeout(() => resolve(false), timeoutMs)
      }),
    { selector, withinMs: timeoutMs },
  )
  if (!isFound)
    throw new Error(`Not within ${timeoutMs} ms on ${page.url()}: ${selector}\n${await readPageText(page)}`)
}

const readPageText = (page: Page): Promise<string> => page.evaluate(() => document.body.textContent)
