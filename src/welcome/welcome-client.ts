import * as v from 'valibot'
import browser from 'webextension-polyfill'
import { type BackgroundClient, connectToBackground } from '#ui/background-client.ts'
import { detectBrowser, detectSystem, type PlatformInfo } from './platform-info.ts'
import { whilePageVisible } from './use-polling.ts'

/** What this page knows of the browser beyond what every page does. */
export interface WelcomeClient extends BackgroundClient {
  getVersion(): string
  readPlatformInfo(): Promise<PlatformInfo>
  /** The key that opens the popup, as the browser writes it; empty where there is none. */
  readShortcut(): Promise<string>
  /** A page of the browser's own, which no plain link may lead to. */
  showBrowserPage(address: string): void
  openPopup(): void
}

export const createWelcomeClient = (): WelcomeClient => ({
  // A tab that nobody sees keeps no companion alive.
  ...connectToBackground(whilePageVisible),
  getVersion: () => browser.runtime.getManifest().version,
  readPlatformInfo,
  readShortcut,
  // Firefox opens none of its own: there the address is to be read.
  showBrowserPage: url => void browser.tabs.create({ url }).catch(() => undefined),
  // Not every window can show it; in a tab it is the same page.
  openPopup: () =>
    void browser.action
      .openPopup()
      .catch(() => browser.tabs.create({ url: browser.runtime.getURL('src/popup/index.html') })),
})

async function readPlatformInfo(): Promise<PlatformInfo> {
  const { os } = await browser.runtime.getPlatformInfo()
  const portrait = { os, brands: readBrands(), userAgent: navigator.userAgent }
  return { system: detectSystem(portrait), browser: detectBrowser(portrait), extensionId: browser.runtime.id }
}

/** Types know nothing of it, and Firefox has none. */
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
