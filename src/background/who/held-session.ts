import { isHttps, whoAmIAddress } from '#protocol/addresses'
import { defaultCookieName, nameOnWire } from '#protocol/cookie-name'
import { isSameUser, type UserName } from '#protocol/identity'
import type { Site } from '#protocol/site'
import type { BrowserPorts } from '../browser/index.ts'
import type { Ledger, MadeSession } from '../ledger.ts'
import type { StoredCookie } from '../stored-cookie.ts'
import type { KnownVirtualProxies } from '../virtual-proxies.ts'

/** The session cookie that a tab sends: its value is the session's id. */
export interface HeldSession {
  cookie: StoredCookie
  storeId: string
  /** What the ledger has of it, when Hubpass has made it. */
  made: MadeSession | undefined
  /** Who the cookie was that it took the place of; undefined when that is not known. */
  before: UserName | undefined
}

export interface HeldSessionTools {
  browser: { cookies: Pick<BrowserPorts['cookies'], 'storeOf' | 'sentFirst'> }
  ledger: Pick<Ledger, 'all'>
  virtualProxies: Pick<KnownVirtualProxies, 'find'>
}

export interface Place {
  windowId: number
  site: Site
  prefix: string
}

/**
 * Undefined when no cookie is there under any name that is known for the virtual proxy. Where there are several, the one that bears
 * its own name is what it reads; else one with a session that Hubpass has made is more likely than one that nobody knows.
 */
export async function heldSession(
  place: Place,
  user: UserName,
  { browser, ledger, virtualProxies }: HeldSessionTools,
): Promise<HeldSession | undefined> {
  const { site, prefix, windowId } = place
  const [storeId, all] = await Promise.all([browser.cookies.storeOf(windowId), ledger.all()])
  if (storeId === undefined) return undefined
  const here = all.filter(
    one => one.site.hub === site.hub && one.prefix === prefix && one.storeId === storeId,
  )
  const madeOf = ({ value }: StoredCookie) =>
    here.find(one => one.sessionId === value && isSameUser(one, user))
  const own = ownCookieName(site, virtualProxies.find(site.id, prefix)?.cookieName)
  const cookies = await cookiesUnder(cookieNames(place, here, own), { place, storeId, browser })
  const cookie = cookies.find(({ name }) => name === own) ?? cookies.find(madeOf) ?? cookies[0]
  if (cookie === undefined) return undefined
  const made = madeOf(cookie)
  const replaced = made?.replaced.map(({ value }) => value) ?? []
  return { cookie, storeId, made, before: here.find(({ sessionId }) => replaced.includes(sessionId)) }
}

/** Of each name the one that is sent first: only that counts. */
async function cookiesUnder(
  names: readonly string[],
  { place, storeId, browser }: { place: Place; storeId: string; browser: HeldSessionTools['browser'] },
): Promise<StoredCookie[]> {
  const address = whoAmIAddress(place.site.hub, place.prefix)
  const found = await Promise.all(names.map(name => browser.cookies.sentFirst(name, address, storeId)))
  return found.filter(cookie => cookie !== undefined)
}

/** Of the virtual proxy, as it is set in the QMC. */
export const ownCookieName = ({ hub }: Site, setting: string | undefined): string | undefined =>
  setting === undefined ? undefined : nameOnWire(setting, isHttps(hub))

/** Its own name first; then those that runs have used; then the usual one. */
export function cookieNames(
  { site, prefix }: Omit<Place, 'windowId'>,
  made: readonly Pick<MadeSession, 'cookieName'>[],
  own: string | undefined,
): string[] {
  const used = made.map(({ cookieName }) => cookieName)
  return [
    ...new Set([...(own === undefined ? [] : [own]), ...used, defaultCookieName(prefix, isHttps(site.hub))]),
  ]
}
