import browser from 'webextension-polyfill'
import { subscribe } from './subscribe.ts'

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
