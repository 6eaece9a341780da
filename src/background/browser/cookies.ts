import browser, { type Cookies as Api } from 'webextension-polyfill'
import type { SameSite } from '#protocol/session-cookie'
import { type StoredCookie, toCookieKey } from './stored-cookie.ts'

/** Cookies of one store; the host permission for their addresses is needed. */
export interface Cookies {
  /** The store of a window: a private window has its own. Undefined when it has been closed. */
  getStoreIdOfWindow(windowId: number): Promise<string | undefined>
  /** The store of a tab: in Firefox a window may have tabs of several containers. */
  getStoreIdOfTab(tabId: number): Promise<string | undefined>
  /**
   * The cookie of that name that the browser sends first to that address. It may belong to a parent domain, which no list
   * shows without a permission for that domain (measured on Chromium 156).
   */
  getWinning(name: string, url: string, storeId: string): Promise<StoredCookie | undefined>
  /** The cookies of that name that would be sent to any of these addresses, as far as the permission reaches. */
  getAllNamed(name: string, urls: string[], storeId: string): Promise<StoredCookie[]>
  /** All that is sent to an address, as far as the permission reaches. */
  getSentTo(url: string, storeId: string): Promise<StoredCookie[]>
  /** Rejects, or keeps nothing, when the browser does not like the cookie: read back. */
  set(cookie: StoredCookie, storeId: string): Promise<void>
  /** Removes this one cookie; `cookies.remove` would take all that are sent to its address. */
  expire(cookie: StoredCookie, storeId: string): Promise<void>
}

export const cookies: Cookies = {
  async getStoreIdOfWindow(windowId) {
    const [stores, tabs] = await Promise.all([
      browser.cookies.getAllCookieStores(),
      browser.tabs.query({ windowId }),
    ])
    return stores.find(({ tabIds }) => tabs.some(({ id }) => id !== undefined && tabIds.includes(id)))?.id
  },

  async getStoreIdOfTab(tabId) {
    const stores = await browser.cookies.getAllCookieStores()
    return stores.find(({ tabIds }) => tabIds.includes(tabId))?.id
  },

  async getWinning(name, url, storeId) {
    // The types promise a cookie; without one the answer is null.
    const cookie: Api.Cookie | null = await browser.cookies.get({ name, url, storeId })
    return cookie === null ? undefined : toStoredCookie(cookie, url)
  },

  async getAllNamed(name, urls, storeId) {
    const found = await Promise.all(urls.map(url => getCookiesNamed(url, name, storeId)))
    return [...new Map(found.flat().map(cookie => [toCookieKey(cookie), cookie])).values()]
  },

  async getSentTo(url, storeId) {
    return (await browser.cookies.getAll({ url, storeId })).map(cookie => toStoredCookie(cookie, url))
  },

  async set(cookie, storeId) {
    const { domain, hostOnly, expirationDate, ...rest } = cookie
    await browser.cookies.set({
      ...rest,
      storeId,
      // A domain, even the host's own, would make it a wider cookie beside the host-only one.
      ...(hostOnly ? {} : { domain }),
      ...(expirationDate === undefined ? {} : { expirationDate }),
    })
  },

  expire: (cookie, storeId) => cookies.set({ ...cookie, value: '', expirationDate: 1 }, storeId),
}

const getCookiesNamed = async (url: string, name: string, storeId: string): Promise<StoredCookie[]> =>
  (await browser.cookies.getAll({ name, url, storeId })).map(cookie => toStoredCookie(cookie, url))

const toStoredCookie = (cookie: Api.Cookie, pageUrl: string): StoredCookie => ({
  name: cookie.name,
  value: cookie.value,
  domain: cookie.domain,
  hostOnly: cookie.hostOnly,
  path: cookie.path,
  secure: cookie.secure,
  httpOnly: cookie.httpOnly,
  // Chromium answers "unspecified" too, which the polyfill's types do not know.
  sameSite: cookie.sameSite as SameSite,
  expirationDate: cookie.expirationDate,
  // Of the host that it was seen from, which we may use, also for a cookie of its parent domain.
  url: new URL(cookie.path, pageUrl).href,
})
