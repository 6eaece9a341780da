import browser from 'webextension-polyfill'

/**
 * Stores one value that survives the worker but not the browser. It is kept in memory and never
 * written to disk.
 */
export interface SessionItem {
  load(): Promise<unknown>
  save(value: unknown): Promise<void>
}

export const openSessionItem = (key: string): SessionItem => ({
  load: async () => (await browser.storage.session.get(key))[key],
  save: value => browser.storage.session.set({ [key]: value }),
})

/** Stores values by key on this computer. They survive the browser. */
export interface LocalStorage {
  load(key: string): Promise<unknown>
  /** Rejects if the disk or the quota of the browser is full. */
  save(key: string, value: unknown): Promise<void>
  remove(key: string): Promise<void>
  keys(): Promise<string[]>
}

export const localStorage: LocalStorage = {
  load: async key => (await browser.storage.local.get(key))[key],
  save: (key, value) => browser.storage.local.set({ [key]: value }),
  remove: key => browser.storage.local.remove(key),
  async keys() {
    const area: KeyedArea = browser.storage.local
    return area.getKeys === undefined ? Object.keys(await area.get(null)) : area.getKeys()
  },
}

/** Declares `getKeys`, which Chromium 130 and Firefox 143 introduced and the types lack. */
type KeyedArea = typeof browser.storage.local & { getKeys?(): Promise<string[]> }

/** Reads the settings that an administrator has set for this extension. */
export interface ManagedStorage {
  /** Resolves to an empty object if no policy is set. */
  load(): Promise<unknown>
  onChanged(listener: () => void): void
}

export const managedStorage: ManagedStorage = {
  // Firefox rejects if no policy is set.
  load: () => browser.storage.managed.get(null).catch(() => ({})),
  onChanged: listener =>
    browser.storage.onChanged.addListener((_, area) => {
      if (area === 'managed') listener()
    }),
}

/**
 * Hides the stored personas and runs from content scripts. Browsers without the setting let only
 * content scripts of this extension read them, and it has none of its own.
 */
export const hideStorageFromPages = (): void =>
  void restrictedArea.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })?.catch(() => {})

/** Declares `setAccessLevel`, which Chromium 102 introduced and Firefox and the types lack. */
type RestrictedArea = typeof browser.storage.local & {
  setAccessLevel?(options: { accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void> | undefined
}
const restrictedArea: RestrictedArea = browser.storage.local
