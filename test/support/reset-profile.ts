import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { readExtensionId } from './built-extension.ts'
import { assertCompanionsEnded } from './companion-processes.ts'
import { forbidHostsBut } from './extension-settings.ts'
import { stopWorker } from './stop-worker.ts'

export interface UsedProfile {
  browser: BrowserContext
  /** The companion's home. */
  home: string
  /** The browser's user data folder. */
  profile: string
}

/**
 * Resets a browser to the state of a new one: one empty page, no cookies, no extension storage or
 * permissions, and no companion. The one host stays allowed, but the extension must request it
 * again.
 */
export async function resetProfile(
  { browser, home, profile }: UsedProfile,
  allowedHost: string,
): Promise<void> {
  const extensionId = readExtensionId()
  await browser.unrouteAll({ behavior: 'ignoreErrors' })
  await browser.setOffline(false)
  await browser.clearPermissions()
  const page = await emptyPage(browser)
  await Promise.all(browser.pages().map(other => other === page || other.close()))
  await browser.clearCookies()
  // Stopped before clearing, so that it writes nothing more, and again afterwards, so that it
  // caches nothing.
  await stopWorker(browser, extensionId)
  await assertCompanionsEnded(home)
  await clearExtension(page, extensionId)
  await forbidHostsBut(browser, extensionId, allowedHost)
  await stopWorker(browser, extensionId)
  await page.goto('about:blank')
  await rm(home, { recursive: true, force: true })
  await rm(join(profile, 'NativeMessagingHosts'), { recursive: true, force: true })
}

/** Returns the initial page when the test has not used it. */
async function emptyPage(browser: BrowserContext): Promise<Page> {
  const [first] = browser.pages()
  return first?.url() === 'about:blank' ? first : browser.newPage()
}

/** Clears all storage of the extension. */
async function clearExtension(page: Page, extensionId: string): Promise<void> {
  // A page of the extension that runs no script.
  await page.goto(`chrome-extension://${extensionId}/manifest.json`)
  await page.evaluate(async () => {
    localStorage.clear()
    const { origins = [] } = await chrome.permissions.getAll()
    await Promise.all([
      chrome.storage.local.clear(),
      chrome.storage.session.clear(),
      chrome.action.setBadgeText({ text: '' }),
      origins.length > 0 && chrome.permissions.remove({ origins }),
    ])
  })
}
