import type { BrowserContext } from 'playwright-core'

/**
 * Lets the extension have the host without a prompt, which nobody could answer in a headless browser: the extension still
 * has to ask, and its user to click. The way of the browser's own settings page.
 */
export async function grantHostPermission(
  browser: BrowserContext,
  extensionId: string,
  pattern: string,
): Promise<void> {
  const page = await browser.newPage()
  // Its functions are there before the page itself, which takes its time.
  await page.goto('chrome://extensions/', { waitUntil: 'commit' })
  await page.evaluate(([id, pattern]) => chrome.developerPrivate.addHostPermission(id, pattern), [
    extensionId,
    pattern,
  ] as const)
  await page.close()
}

/**
 * Switches "Allow in Incognito" on, which restarts the extension; returns when it is there again. Without developer mode the
 * browser would not load an unpacked one again.
 */
export async function allowPrivateWindows(browser: BrowserContext, extensionId: string): Promise<void> {
  const page = await browser.newPage()
  await page.goto('chrome://extensions/', { waitUntil: 'commit' })
  await page.evaluate(
    extensionId =>
      new Promise<void>((resolve, reject) => {
        chrome.developerPrivate.onItemStateChanged.addListener(({ event_type, item_id }) => {
          if (event_type === 'LOADED' && item_id === extensionId) resolve()
        })
        chrome.developerPrivate
          .updateProfileConfiguration({ inDeveloperMode: true })
          .then(() =>
            chrome.developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true }),
          )
          .catch(reject)
      }),
    extensionId,
  )
  await page.close()
}

declare global {
  namespace chrome {
    /** What the browser's own settings page talks to. */
    namespace developerPrivate {
      function addHostPermission(extensionId: string, pattern: string): Promise<void>
      function updateExtensionConfiguration(update: {
        extensionId: string
        incognitoAccess: boolean
      }): Promise<void>
      function updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>
      const onItemStateChanged: {
        addListener(listener: (event: { event_type: string; item_id: string }) => void): void
      }
    }
  }
}
