import { isSameUser, type UserName } from '#protocol/identity'
import { cookieNameOnWire, defaultCookieName } from '#protocol/session-cookie'
import { currentUserUrl, isHttps, type Site } from '#protocol/site'
import type { BrowserPorts } from '../browser/index.ts'
import type { StoredCookie } from '../browser/stored-cookie.ts'
import type { CreatedSession, SessionRegistry } from '../sessions/session-registry.ts'
import type { KnownVirtualProxies } from '../sites/virtual-proxies.ts'

/** The session cookie that a tab sends. Its value is the session id. */
export interface SessionCookieInUse {
  cookie: StoredCookie
  storeId: string
  /** The registered session, if Hubpass created it. */
  createdSession: CreatedSession | undefined
  /** The user of the replaced cookie; undefined if unknown. */
  previousUser: UserName | undefined
}

interface FindSessionCookieDeps {
  browser: { cookies: Pick<BrowserPorts['cookies'], 'getStoreIdOfTab' | 'getWinning'> }
  registry: Pick<SessionRegistry, 'list'>
  virtualProxies: Pick<KnownVirtualProxies, 'find'>
}

export interface ProxyLocation {
  tabId: number
  site: Site
  prefix: string
}

/**
 * Finds the session cookie among all names that are known for the virtual proxy. Prefers the
 * configured name, then a session that Hubpass created. Returns undefined if there is no such
 * cookie.
 */
export async function findSessionCookie(
  proxyLocation: ProxyLocation,
  user: UserName,
  { browser, registry, virtualProxies }: FindSessionCookieDeps,
): Promise<SessionCookieInUse | undefined> {
  const { site, prefix, tabId } = proxyLocation
  const [storeId, all] = await Promise.all([browser.cookies.getStoreIdOfTab(tabId), registry.list()])
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

/** Returns the winning cookie of each name. No other cookie of that name counts. */
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

/** Returns the cookie name of the virtual proxy as configured in the QMC. */
export const toConfiguredCookieName = ({ hub }: Site, setting: string | undefined): string | undefined =>
  setting === undefined ? undefined : cookieNameOnWire(setting, isHttps(hub))

/** Lists the configured name first, then the names that runs have used, then the default name. */
export function listCookieNames(
  { site, prefix }: Omit<ProxyLocation, 'tabId'>,
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
