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
  keys: async () => Object.keys(await browser.storage.local.get(null)),
}
