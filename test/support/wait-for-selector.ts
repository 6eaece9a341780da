import type { Page } from 'playwright-core'

/**
 * Waits until the page has an element for the selector, and resolves with the mutation that adds
 * it. A page behind another one draws no frames, so waiting for a frame would never end.
 */
export async function waitForSelector(page: Page, selector: string, timeoutMs = 30_000): Promise<void> {
  // Contains no named functions: tsx would wrap them in a helper that the page does not have.
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
