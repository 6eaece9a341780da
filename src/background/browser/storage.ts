import browser from 'webextension-polyfill'

/** One value that outlives the worker but not the browser; it is kept in memory and never written to disk. */
export interface SessionItem {
  load(): Promise<unknown>
  save(value: unknown): Promise<void>
}

export const openSessionItem = (key: string): SessionItem => ({
  load: async () => (await browser.storage.session.get(key))[key],
  save: value => browser.storage.session.set({ [key]: value }),
})

/** Values on this machine, by key; they outlive the browser. */
export interface LocalStorage {
  load(key: string): Promise<unknown>
  /** Rejects when the disk or the browser's quota is full. */
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

/** Since Chromium 130 and Firefox 143 the keys can be had without all that lies under them; the types do not know it. */
type KeyedArea = typeof browser.storage.local & { getKeys?(): Promise<string[]> }

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
