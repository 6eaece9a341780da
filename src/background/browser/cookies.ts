import browser, { type Cookies as Api } from 'webextension-polyfill'
import type { SameSite } from '#protocol/session-cookie'
import { type StoredCookie, toCookieKey } from './stored-cookie.ts'

/** Reads and writes the cookies of one store. Requires the host permission for their addresses. */
export interface Cookies {
  /**
   * Returns the cookie store of a window; private windows have their own. Returns undefined for a
   * closed window.
   */
  getStoreIdOfWindow(windowId: number): Promise<string | undefined>
  /**
   * Returns the cookie store of a tab. In Firefox, the tabs of one window may belong to several
   * containers.
   */
  getStoreIdOfTab(tabId: number): Promise<string | undefined>
  /**
   * Returns the cookie of that name that the browser sends first to the address. It may belong to a
   * parent domain, which no list shows without a permission for that domain (measured on Chromium
   * 156).
   */
  getWinning(name: string, url: string, storeId: string): Promise<StoredCookie | undefined>
  /**
   * Returns the cookies of that name that are sent to any of the addresses, as far as the
   * permission reaches.
   */
  getAllNamed(name: string, urls: string[], storeId: string): Promise<StoredCookie[]>
  /** Returns all cookies that are sent to the address, as far as the permission reaches. */
  getSentTo(url: string, storeId: string): Promise<StoredCookie[]>
  /**
   * May reject, or silently store nothing, if the browser does not accept the cookie: read it back.
   */
  set(cookie: StoredCookie, storeId: string): Promise<void>
  /**
   * Removes this cookie only; `cookies.remove` would remove every cookie of its name for its
   * address.
   */
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
    // The types promise a cookie, but the browser returns null if there is none.
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
      // With a domain, even that of the host, the browser would store a second, wider cookie.
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
  // Chromium also returns "unspecified", which the types of the polyfill lack.
  sameSite: cookie.sameSite as SameSite,
  expirationDate: cookie.expirationDate,
  // Uses the host of the page, for which we have the permission, even for a cookie of its parent
  // domain.
  url: new URL(cookie.path, pageUrl).href,
})
