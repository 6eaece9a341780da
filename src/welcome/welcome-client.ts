import * as v from 'valibot'
import browser from 'webextension-polyfill'
import { type BackgroundClient, connectToBackground } from '#ui/background-client.ts'
import { whilePageVisible } from '#ui/while-page-visible.ts'
import { detectBrowser, detectSystem, type PlatformInfo } from './platform-info.ts'

/** The browser functions that only the welcome page uses. */
export interface WelcomeClient extends BackgroundClient {
  getVersion(): string
  readPlatformInfo(): Promise<PlatformInfo>
  /** Returns the keys that open the popup; empty if none are assigned. */
  readShortcut(): Promise<string>
  /** Opens a page of the browser, which links cannot open. */
  showBrowserPage(url: string): void
  openPopup(): void
}

export const createWelcomeClient = (): WelcomeClient => ({
  // A hidden tab does not keep the companion running.
  ...connectToBackground(whilePageVisible),
  getVersion: () => browser.runtime.getManifest().version,
  readPlatformInfo,
  readShortcut,
  // Firefox refuses to open its own pages; the tester reads the address instead.
  showBrowserPage: url => void browser.tabs.create({ url }).catch(() => undefined),
  // Some windows cannot show the popup; a tab shows the same page.
  openPopup: () =>
    void browser.action
      .openPopup()
      .catch(() => browser.tabs.create({ url: browser.runtime.getURL('src/popup/index.html') })),
})

async function readPlatformInfo(): Promise<PlatformInfo> {
  const [{ os }, isPrivateAllowed, isTemporary] = await Promise.all([
    browser.runtime.getPlatformInfo(),
    browser.extension.isAllowedIncognitoAccess(),
    isLoadedTemporarily(),
  ])
  const navigatorInfo = { os, brands: readBrands(), userAgent: navigator.userAgent }
  return {
    system: detectSystem(navigatorInfo),
    browser: detectBrowser(navigatorInfo),
    extensionId: browser.runtime.id,
    isTemporary,
    isPrivateAllowed,
    isPackaged: document.documentElement.dataset.packaged !== undefined,
  }
}

/** Browsers reveal it without a permission. An unpacked extension counts as well. */
async function isLoadedTemporarily(): Promise<boolean> {
  const management: typeof browser.management | undefined = browser.management
  return (await management?.getSelf())?.installType === 'development'
}

/** Reads an API that the types do not declare and Firefox lacks. */
function readBrands(): string[] {
  const parsed = v.safeParse(BrandsSchema, Reflect.get(navigator, 'userAgentData'))
  return parsed.success ? parsed.output.brands.map(({ brand }) => brand) : []
}

const BrandsSchema = v.object({ brands: v.array(v.object({ brand: v.string() })) })

async function readShortcut(): Promise<string> {
  try {
    const commands = await browser.commands.getAll()
    return commands.find(({ name }) => name === '_execute_action')?.shortcut ?? ''
  } catch {
    return ''
  }
}
