import browser from 'webextension-polyfill'

/** What an administrator has set for this extension; nobody else can write there. */
export interface ManagedStorage {
  /** Empty where no policy is set. */
  load(): Promise<unknown>
  onChanged(listener: () => void): void
}

export const managedStorage: ManagedStorage = {
  // Firefox rejects where no policy is set.
  load: () => browser.storage.managed.get(null).catch(() => ({})),
  onChanged: listener =>
    browser.storage.onChanged.addListener((_, area) => {
      if (area === 'managed') listener()
    }),
}
