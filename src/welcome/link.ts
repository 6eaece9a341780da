import * as v from 'valibot'
import browser from 'webextension-polyfill'
import { browserLink, type Link } from '#ui/link.ts'
import { browserOf, type Machine, systemOf } from './machine.ts'
import { whileSeen } from './while-seen.ts'

/** What this page knows of the browser beyond what every page does. */
export interface WelcomeLink extends Link {
  version(): string
  machine(): Promise<Machine>
  /** The key that opens the popup, as the browser writes it; empty where there is none. */
  shortcut(): Promise<string>
  /** A page of the browser's own, which no plain link may lead to. */
  showBrowserPage(address: string): void
  openPopup(): void
}

export const welcomeLink = (): WelcomeLink => ({
  // A tab that nobody sees keeps no companion alive.
  ...browserLink(whileSeen),
  version: () => browser.runtime.getManifest().version,
  machine,
  shortcut,
  // Firefox opens none of its own: there the address is to be read.
  showBrowserPage: url => void browser.tabs.create({ url }).catch(() => undefined),
  // Not every window can show it; in a tab it is the same page.
  openPopup: () =>
    void browser.action
      .openPopup()
      .catch(() => browser.tabs.create({ url: browser.runtime.getURL('src/popup/index.html') })),
})

async function machine(): Promise<Machine> {
  const { os } = await browser.runtime.getPlatformInfo()
  const portrait = { os, brands: brands(), userAgent: navigator.userAgent }
  return { system: systemOf(portrait), browser: browserOf(portrait), extensionId: browser.runtime.id }
}

/** Types know nothing of it, and Firefox has none. */
function brands(): string[] {
  const parsed = v.safeParse(BrandsSchema, Reflect.get(navigator, 'userAgentData'))
  return parsed.success ? parsed.output.brands.map(({ brand }) => brand) : []
}

const BrandsSchema = v.object({ brands: v.array(v.object({ brand: v.string() })) })

async function shortcut(): Promise<string> {
  try {
    const commands = await browser.commands.getAll()
    return commands.find(({ name }) => name === '_execute_action')?.shortcut ?? ''
  } catch {
    return ''
  }
}
