import browser, { type Cookies as Api } from 'webextension-polyfill'
import { toCookieKey } from '#protocol/cookie-key'
import type { SameSite } from '#protocol/session-cookie'
import { containers } from './containers.ts'
import { findTabInFront } from './front-tab.ts'
import { type CookieQuery, queryCookies, setInFirstParty } from './query-cookies.ts'
import type { StoredCookie } from './stored-cookie.ts'

/**
 * Reads and writes the cookies of one store. Requires the host permission for their addresses.
 * Partitioned cookies count if a page of the address in a tab sends them.
 */
export interface Cookies {
  /**
   * Returns the cookie store of the tab in front of a window. Private windows have their own, and
   * in Firefox so do containers. Returns undefined for a closed window.
   */
  getStoreIdOfWindow(windowId: number): Promise<string | undefined>
  /** Returns the cookie store of a tab; undefined for a closed tab. */
  getStoreIdOfTab(tabId: number): Promise<string | undefined>
  /**
   * Returns false once the last private window has closed or the container is deleted: the cookies
   * have gone too.
   */
  hasStore(storeId: string): Promise<boolean>
  /**
   * Returns the cookie of that name that the browser sends first to the address. It may belong to a
   * parent domain, which no list shows without a permission for that domain (measured on Chromium
   * 156).
   */
  getWinning(name: string, url: string, storeId: string): Promise<StoredCookie | undefined>
  /**
   * Returns the cookies of that name that are sent to any of the addresses: the first one of each,
   * and all others as far as the permission reaches.
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
    const { id } = (await findTabInFront(windowId)) ?? (await browser.tabs.query({ windowId }))[0] ?? {}
    return id === undefined ? undefined : cookies.getStoreIdOfTab(id)
  },

  async getStoreIdOfTab(tabId) {
    const stores = await browser.cookies.getAllCookieStores()
    return stores.find(({ tabIds }) => tabIds.includes(tabId))?.id
  },

  async hasStore(storeId) {
    const stores = await browser.cookies.getAllCookieStores()
    // Firefox lists only the stores of open tabs, but only private windows lose their cookies.
    const isListed = stores.some(({ id }) => id === storeId)
    return isListed || storeId === firefoxDefaultStoreId || containers.has(storeId)
  },

  getWinning: async (name, url, storeId) => (await query({ name, url, storeId }))[0],

  async getAllNamed(name, urls, storeId) {
    const found = await Promise.all(urls.map(url => query({ name, url, storeId })))
    return [...new Map(found.flat().map(cookie => [toCookieKey(cookie), cookie])).values()]
  },

  getSentTo: (url, storeId) => query({ url, storeId }),

  async set(cookie, storeId) {
    const { domain, hostOnly, expirationDate, partitionKey, firstPartyDomain, ...rest } = cookie
    await setInFirstParty(
      {
        ...rest,
        // With a domain, even that of the host, the browser would store a second, wider cookie.
        ...(hostOnly ? {} : { domain }),
        ...(expirationDate === undefined ? {} : { expirationDate }),
        ...(partitionKey === undefined ? {} : { partitionKey }),
        ...(firstPartyDomain === undefined ? {} : { firstPartyDomain }),
      },
      storeId,
    )
  },

  expire: (cookie, storeId) => cookies.set({ ...cookie, value: '', expirationDate: 1 }, storeId),
}

const firefoxDefaultStoreId = 'firefox-default'

const query = async (details: CookieQuery): Promise<StoredCookie[]> =>
  (await queryCookies(details)).map(cookie => toStoredCookie(cookie, details.url))

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
  // Browsers return null or an empty text for a cookie that is not isolated.
  ...toPartition(cookie.partitionKey),
  ...(cookie.firstPartyDomain ? { firstPartyDomain: cookie.firstPartyDomain } : {}),
})

const toPartition = (partitionKey: Api.PartitionKey | undefined): Pick<StoredCookie, 'partitionKey'> =>
  partitionKey?.topLevelSite === undefined
    ? {}
    : { partitionKey: { ...partitionKey, topLevelSite: partitionKey.topLevelSite } }
