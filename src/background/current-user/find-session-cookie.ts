import { cookieNameOnWire, defaultCookieName } from '#protocol/cookie-name'
import { currentUserUrl, isHttps } from '#protocol/hub-urls'
import { isSameUser, type UserName } from '#protocol/identity'
import type { Site } from '#protocol/site'
import type { BrowserPorts } from '../browser/index.ts'
import type { StoredCookie } from '../browser/stored-cookie.ts'
import type { CreatedSession, SessionRegistry } from '../sessions/session-registry.ts'
import type { KnownVirtualProxies } from '../sites/virtual-proxies.ts'

/** The session cookie that a tab sends: its value is the session's id. */
export interface SessionCookieInUse {
  cookie: StoredCookie
  storeId: string
  /** What the ledger has of it, when Hubpass has made it. */
  createdSession: CreatedSession | undefined
  /** Who the cookie was that it took the place of; undefined when that is not known. */
  previousUser: UserName | undefined
}

interface FindSessionCookieDeps {
  browser: { cookies: Pick<BrowserPorts['cookies'], 'getStoreIdOfWindow' | 'getWinning'> }
  registry: Pick<SessionRegistry, 'list'>
  virtualProxies: Pick<KnownVirtualProxies, 'find'>
}

export interface ProxyLocation {
  windowId: number
  site: Site
  prefix: string
}

/**
 * Undefined when no cookie is there under any name that is known for the virtual proxy. Where there are several, the one that bears
 * its own name is what it reads; else one with a session that Hubpass has made is more likely than one that nobody knows.
 */
export async function findSessionCookie(
  proxyLocation: ProxyLocation,
  user: UserName,
  { browser, registry, virtualProxies }: FindSessionCookieDeps,
): Promise<SessionCookieInUse | undefined> {
  const { site, prefix, windowId } = proxyLocation
  const [storeId, all] = await Promise.all([browser.cookies.getStoreIdOfWindow(windowId), registry.list()])
  if (storeId === undefined) return undefined
  const candidates = all.filter(
    one => one.site.hub === site.hub && one.prefix === prefix && one.storeId === storeId,
  )
  const findCreatedSession = ({ value }: StoredCookie) =>
    candidates.find(one => one.sessionId === value && isSameUser(one, user))
  const configuredName = toConfiguredCookieName(site, virtualProxies.find(site.id, prefix)?.cookieName)
  const cookies = await findCookiesByName(listCookieNames(proxyLocation, candidates, configuredName), {
    proxyLocation,
    storeId,
    browser,
  })
  const cookie =
    cookies.find(({ name }) => name === configuredName) ?? cookies.find(findCreatedSession) ?? cookies[0]
  if (cookie === undefined) return undefined
  const createdSession = findCreatedSession(cookie)
  const replaced = createdSession?.replaced.map(({ value }) => value) ?? []
  return {
    cookie,
    storeId,
    createdSession,
    previousUser: candidates.find(({ sessionId }) => replaced.includes(sessionId)),
  }
}

/** Of each name the one that is sent first: only that counts. */
async function findCookiesByName(
  names: readonly string[],
  {
    proxyLocation,
    storeId,
    browser,
  }: { proxyLocation: ProxyLocation; storeId: string; browser: FindSessionCookieDeps['browser'] },
): Promise<StoredCookie[]> {
  const address = currentUserUrl(proxyLocation.site.hub, proxyLocation.prefix)
  const found = await Promise.all(names.map(name => browser.cookies.getWinning(name, address, storeId)))
  return found.filter(cookie => cookie !== undefined)
}

/** Of the virtual proxy, as it is set in the QMC. */
export const toConfiguredCookieName = ({ hub }: Site, setting: string | undefined): string | undefined =>
  setting === undefined ? undefined : cookieNameOnWire(setting, isHttps(hub))

/** Its own name first; then those that runs have used; then the usual one. */
export function listCookieNames(
  { site, prefix }: Omit<ProxyLocation, 'windowId'>,
  createdSessions: readonly Pick<CreatedSession, 'cookieName'>[],
  configuredName: string | undefined,
): string[] {
  const used = createdSessions.map(({ cookieName }) => cookieName)
  return [
    ...new Set([
      ...(configuredName === undefined ? [] : [configuredName]),
      ...used,
      defaultCookieName(prefix, isHttps(site.hub)),
    ]),
  ]
}
