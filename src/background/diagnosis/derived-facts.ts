import { toCookieKey } from '#protocol/cookie-key'
import { cookieNameOnWire } from '#protocol/session-cookie'
import { getHost, isHttps } from '#protocol/site'
import type { StoredCookie } from '../browser/stored-cookie.ts'
import type { Facts } from './facts.ts'

/** Returns whether the hub is served over HTTPS. */
export const usesHttps = ({ hub }: Facts): boolean => isHttps(hub)

/**
 * Returns whether the hub reports nobody or another user, which means that our session was not
 * used.
 */
export const isSessionIgnored = ({ code }: Facts): boolean =>
  code === 'NOT_SIGNED_IN' || code === 'WRONG_IDENTITY'

/** Recognizes users without a session: `NONE\anonymous<GUID>` (docs/facts/qlik-sense.md §2.1). */
export const isAnonymous = ({ received }: Facts): boolean =>
  received?.userDirectory.toUpperCase() === 'NONE' && /^anonymous/i.test(received.userId)

/** Returns the cookie whose session the hub has accepted instead of ours. */
export const findAcceptedCookie = ({ jar, receivedSessions }: Facts): StoredCookie | undefined =>
  jar?.find(({ value }) => receivedSessions?.includes(value))

/**
 * Returns the name that the virtual proxy expects, if known. Over HTTP it has a suffix
 * (docs/facts/qlik-sense.md §3.5).
 */
export function findExpectedCookieName(facts: Facts): string | undefined {
  const { cookieName } = facts.virtualProxy ?? {}
  return cookieName === undefined
    ? findAcceptedCookie(facts)?.name
    : cookieNameOnWire(cookieName, usesHttps(facts))
}

/** Returns whether the virtual proxy may expect our cookie name, as far as is known. */
export const isCookieNamePlausible = (facts: Facts): boolean =>
  [undefined, facts.planned.cookie.name].includes(findExpectedCookieName(facts))

/** Returns cookies of our name with another key and another session. */
export const findShadowingCookies = ({ sent = [], planned: { cookie } }: Facts): StoredCookie[] =>
  sent.filter(one => toCookieKey(one) !== toCookieKey(cookie) && one.value !== cookie.value)

/** Returns the cookie that is now stored under the key of ours. */
export const findCookieWithOurKey = ({ sent, planned: { cookie } }: Facts): StoredCookie | undefined =>
  sent?.find(one => toCookieKey(one) === toCookieKey(cookie))

/** Returns the address of the tab, if the permission covers it. */
export const getTabUrl = ({ tab }: Facts): URL | undefined =>
  tab?.url === undefined ? undefined : new URL(tab.url)

/**
 * Returns the host of the virtual proxy's login module, to which every request without a session is
 * redirected.
 */
export function getLoginHost({ virtualProxy }: Facts): string | undefined {
  const uri = virtualProxy?.authenticationModuleUri
  return (uri !== undefined && URL.canParse(uri) && new URL(uri).hostname) || undefined
}

/**
 * Returns the origin of another site that led to the hub. Such a request carries no SameSite=Strict
 * cookie.
 */
export function findRedirectSource({ hub, page }: Facts): string | undefined {
  const { referrer = '' } = page ?? {}
  if (!URL.canParse(referrer)) return undefined
  const { origin, protocol, hostname } = new URL(referrer)
  const isSameSite = hub.startsWith(protocol) && toSiteDomain(hostname) === toSiteDomain(getHost(hub))
  return isSameSite ? undefined : origin
}

/** Approximates the site of a host. Browsers use the Public Suffix List. */
const toSiteDomain = (host: string): string => host.split('.').slice(-2).join('.')
