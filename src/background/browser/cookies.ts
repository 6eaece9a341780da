import browser, { type Cookies as Api } from 'webextension-polyfill'
import type { SameSite } from '#protocol/session-cookie'
import { placeOf, type StoredCookie } from '../stored-cookie.ts'

/** Cookies of one store; the host permission for their addresses is needed. */
export interface Cookies {
  /** The store of a window: a private window has its own. */
  storeOf(windowId: number): Promise<string>
  /** The cookies of that name that would be sent to any of these addresses, as far as the permission reaches. */
  named(name: string, urls: string[], storeId: string): Promise<StoredCookie[]>
  /** Rejects, or keeps nothing, when the browser does not like the cookie: read back. */
  set(cookie: StoredCookie, storeId: string): Promise<void>
  /**
   * Removes every cookie of that name that would be sent to any of these addresses, those of a parent domain too,
   * which {@link named} cannot see without a permission for that domain (measured on Chromium 156).
   */
  clear(name: string, urls: string[], storeId: string): Promise<void>
}

export const cookies: Cookies = {
  async storeOf(windowId) {
    const [stores, tabs] = await Promise.all([
      browser.cookies.getAllCookieStores(),
      browser.tabs.query({ windowId }),
    ])
    const store = stores.find(({ tabIds }) => tabs.some(({ id }) => id !== undefined && tabIds.includes(id)))
    if (store === undefined) throw new Error(`no cookie store belongs to window ${windowId}`)
    return store.id
  },

  async named(name, urls, storeId) {
    const found = await Promise.all(urls.map(url => seenFrom(url, name, storeId)))
    return [...new Map(found.flat().map(cookie => [placeOf(cookie), cookie])).values()]
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

  async clear(name, urls, storeId) {
    await Promise.all(urls.map(url => browser.cookies.remove({ name, url, storeId })))
  },
}

const seenFrom = async (url: string, name: string, storeId: string): Promise<StoredCookie[]> =>
  (await browser.cookies.getAll({ name, url, storeId })).map(cookie => stored(cookie, new URL(url).protocol))

const stored = (cookie: Api.Cookie, protocol: string): StoredCookie => ({
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
  // With the scheme that it was seen under, for which there is a permission.
  url: `${protocol}//${cookie.domain.replace(/^\./, '')}${cookie.path}`,
})
