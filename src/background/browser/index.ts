import browser from 'webextension-polyfill'
import { containers } from './containers.ts'
import { cookies } from './cookies.ts'
import { probes } from './probes.ts'
import { subscribe } from './subscribe.ts'
import { tabScripting } from './tab-scripting.ts'
import { tabs } from './tabs.ts'
import { windows } from './windows.ts'

export interface Permissions {
  has(origin: string): Promise<boolean>
  /**
   * Calls the listener whenever the user grants a permission. Returns a function that stops
   * listening.
   */
  onAdded(listener: () => void): () => void
}

/** Checks permissions. Only a page can request one, because the request needs a click. */
export const permissions: Permissions = {
  has: origin => browser.permissions.contains({ origins: [origin] }),
  onAdded: listener => subscribe(listener, browser.permissions.onAdded),
}

/** Groups what a run needs of the browser into narrow ports, so that tests can replace them. */
export const browserPorts = { cookies, tabs, tabScripting, permissions, windows, containers, probes }
export type BrowserPorts = typeof browserPorts
