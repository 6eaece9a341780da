import { whoAmIAddress } from '#protocol/addresses'
import { defaultCookieName } from '#protocol/cookie-name'
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

/** Undefined when no cookie is there under any name that is known for the virtual proxy. */
export async function heldSession(
  place: Place,
  user: UserName,
  { browser, ledger, virtualProxies }: HeldSessionTools,
): Promise<HeldSession | undefined> {
  const { site, prefix, windowId } = place
  const [storeId, all] = await Promise.all([browser.cookies.storeOf(windowId), ledger.all()])
  const here = all.filter(
    one => one.site.hub === site.hub && one.prefix === prefix && one.storeId === storeId,
  )
  const address = whoAmIAddress(site.hub, prefix)
  for (const name of cookieNames(place, here, virtualProxies.find(site.id, prefix)?.cookieName)) {
    const cookie = await browser.cookies.sentFirst(name, address, storeId)
    if (cookie === undefined) continue
    const made = here.find(one => one.sessionId === cookie.value && isSameUser(one, user))
    const replaced = made?.replaced.map(({ value }) => value) ?? []
    return { cookie, storeId, made, before: here.find(({ sessionId }) => replaced.includes(sessionId)) }
  }
  return undefined
}

/** The name in the QMC first; then those that runs have used; then the usual one. */
export function cookieNames(
  { site, prefix }: Omit<Place, 'windowId'>,
  made: readonly Pick<MadeSession, 'cookieName'>[],
  setting: string | undefined,
): string[] {
  const isHttps = site.hub.startsWith('https:')
  const set = setting === undefined ? [] : [isHttps ? setting : `${setting}-HTTP`]
  const used = made.map(({ cookieName }) => cookieName)
  return [...new Set([...set, ...used, defaultCookieName(prefix, isHttps)])]
}
