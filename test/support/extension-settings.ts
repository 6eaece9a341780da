import type { BrowserContext, Page } from 'playwright-core'

/** The hosts that each browser allows already. */
const allowed = new WeakMap<BrowserContext, Set<string>>()

/**
 * Lets the extension have the host without a prompt, which nobody could answer in a headless
 * browser. The extension still has to request it after a click. Uses the API of the browser's
 * settings page.
 */
export async function grantHostPermission(
  browser: BrowserContext,
  extensionId: string,
  pattern: string,
): Promise<void> {
  const known = allowed.get(browser) ?? new Set()
  if (known.has(pattern)) return
  allowed.set(browser, known.add(pattern))
  await runInSettings(browser, page =>
    page.evaluate(([id, pattern]) => chrome.developerPrivate.addHostPermission(id, pattern), [
      extensionId,
      pattern,
    ] as const),
  )
}

/** Revokes everything that {@link grantHostPermission} has allowed, except one host. */
export async function forbidHostsBut(
  browser: BrowserContext,
  extensionId: string,
  exception: string,
): Promise<void> {
  const known = allowed.get(browser) ?? new Set()
  const others = [...known].filter(pattern => pattern !== exception)
  if (others.length === 0) return
  for (const pattern of others) known.delete(pattern)
  await runInSettings(browser, page =>
    page.evaluate(
      ([id, patterns]) =>
        Promise.all(patterns.map(pattern => chrome.developerPrivate.removeHostPermission(id, pattern))),
      [extensionId, others] as const,
    ),
  )
}

async function runInSettings(browser: BrowserContext, act: (page: Page) => Promise<unknown>): Promise<void> {
  const page = await browser.newPage()
  // Any file of the settings page has its functions and loads faster than the page.
  await page.goto('chrome://extensions/strings.m.js')
  await act(page)
  await page.close()
}

/**
 * Turns on "Allow in Incognito", which restarts the extension, and waits until it runs again. The
 * browser reloads an unpacked extension only in developer mode.
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
    /** The API of the browser's settings page. */
    namespace developerPrivate {
      function getExtensionInfo(extensionId: string): Promise<{ version: string }>
      function addHostPermission(extensionId: string, pattern: string): Promise<void>
      function removeHostPermission(extensionId: string, pattern: string): Promise<void>
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
