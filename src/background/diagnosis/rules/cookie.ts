import { toCookieKey } from '#protocol/cookie-key'
import { isDomainOutsideHost, isSameSiteNoneWithoutSecure, isSecureOnHttp } from '#protocol/session-cookie'
import { getHost } from '#protocol/site'
import type { StoredCookie } from '../../browser/stored-cookie.ts'
import {
  findCookieWithOurKey,
  findRedirectSource,
  findShadowingCookies,
  isCookieNamePlausible,
  isSessionIgnored,
} from '../derived-facts.ts'
import type { Facts } from '../facts.ts'
import { additional, type CauseMatch, type CauseRule, conclusive, signInAgainFix } from './rule.ts'

/**
 * The browser did not store the cookie and gives no reason (docs/facts/browsers-and-node.md §1.4).
 */
export const rejectedCookieRules: CauseRule[] = [
  {
    cause: 'cookieDomain',
    match: ({ code, hub, planned: { cookie } }) =>
      code === 'COOKIE_REJECTED' && isDomainOutsideHost(cookie)
        ? conclusive([cookie.domain, getHost(hub)])
        : undefined,
  },
  {
    cause: 'secureOnHttp',
    match: ({ code, planned: { cookie } }) =>
      code === 'COOKIE_REJECTED' && isSecureOnHttp(cookie) ? conclusive([cookie.name]) : undefined,
  },
  {
    cause: 'sameSiteNone',
    match: ({ code, planned: { cookie } }) =>
      code === 'COOKIE_REJECTED' && isSameSiteNoneWithoutSecure(cookie)
        ? conclusive([cookie.name])
        : undefined,
  },
]

/** The cookie was stored, but another one or none was sent. */
export const shadowingCookieRules: CauseRule[] = [
  {
    cause: 'narrowerPath',
    match: facts => matchShadowingCookie(facts, ({ path }) => path !== '/'),
  },
  {
    cause: 'twin',
    match: facts => matchShadowingCookie(facts, ({ path }) => path === '/'),
  },
  {
    cause: 'overwritten',
    match: facts => {
      const { name, value } = facts.planned.cookie
      const existing = findCookieWithOurKey(facts)
      return isSessionIgnored(facts) &&
        isCookieNamePlausible(facts) &&
        existing !== undefined &&
        existing.value !== value
        ? conclusive([name], signInAgainFix)
        : undefined
    },
  },
  {
    cause: 'sameSiteStrict',
    match: facts => {
      const redirectSource = findRedirectSource(facts)
      return facts.code === 'NOT_SIGNED_IN' &&
        facts.planned.cookie.sameSite === 'strict' &&
        redirectSource !== undefined
        ? conclusive([redirectSource], signInAgainFix)
        : undefined
    },
  },
]

/** Proxies remove cookies of sessions that they do not know. */
export const missingCookieRules: CauseRule[] = [
  {
    cause: 'cookieGone',
    match: facts =>
      isSessionIgnored(facts) &&
      facts.sessions?.isOursListed === true &&
      facts.sent !== undefined &&
      findCookieWithOurKey(facts) === undefined
        ? additional([facts.planned.cookie.name])
        : undefined,
  },
]

/**
 * Matches shadowing cookies: those with a longer path precede ours, and those of another domain if
 * they are older (RFC 6265 §5.4).
 */
function matchShadowingCookie(
  facts: Facts,
  hasKind: (cookie: StoredCookie) => boolean,
): CauseMatch | undefined {
  const isCause =
    facts.code === 'COOKIE_SHADOWED' || (isSessionIgnored(facts) && isCookieNamePlausible(facts))
  const shadowingCookies = isCause ? findShadowingCookies(facts).filter(hasKind) : []
  return shadowingCookies.length === 0
    ? undefined
    : conclusive([facts.planned.cookie.name, shadowingCookies.map(toCookieKey).join(', ')], {
        kind: 'removeTwins',
      })
}
