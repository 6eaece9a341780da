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
