import browser from 'webextension-polyfill'

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
