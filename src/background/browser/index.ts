import browser from 'webextension-polyfill'
import { cookies } from './cookies.ts'
import { subscribe } from './subscribe.ts'
import { tabScripting } from './tab-scripting.ts'
import { tabs } from './tabs.ts'
import { windows } from './windows.ts'

export interface Permissions {
  has(origin: string): Promise<boolean>
  /** Told whenever the user has granted something; returns how to stop listening. */
  onAdded(listener: () => void): () => void
}

/** Asking for a permission needs a click, so it is the page's part (`link.ts`); here it is only looked at. */
export const permissions: Permissions = {
  has: origin => browser.permissions.contains({ origins: [origin] }),
  onAdded: listener => subscribe(listener, browser.permissions.onAdded),
}

/** What a run needs of the browser: narrow ports, so that tests can stand in for them. */
export const browserPorts = { cookies, tabs, tabScripting, permissions, windows }
export type BrowserPorts = typeof browserPorts
