import { type CookiePrefixRule, findBrokenPrefixRule } from '#protocol/cookie-prefix'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { DoubtfulVirtualProxy } from '#protocol/findings/virtual-proxy-settings'
import {
  isCookieName,
  isDomainOutsideHost,
  isSameSiteNoneWithoutSecure,
  isSecureOnHttp,
  planSessionCookie,
  type SessionCookie,
} from '#protocol/session-cookie'
import type { VirtualProxySettings } from '#protocol/virtual-proxy'

/** The settings of a virtual proxy that its session cookie comes from. */
export type CookieSettings = VirtualProxySettings & { prefix: string }

/** A setting, and a function that returns its value if browsers reject a cookie because of it. */
type CookieRule = [
  DoubtfulVirtualProxy['setting'],
  (settings: CookieSettings, hub: string) => string | undefined,
]

export const cookieRules: CookieRule[] = [
  ['cookieName', ({ cookieName = '' }) => (isCookieName(cookieName) ? undefined : cookieName)],
  [
    'sameSite',
    (settings, hub) => (isSameSiteNoneWithoutSecure(planCookie(settings, hub)) ? 'none' : undefined),
  ],
  ['secure', (settings, hub) => (isSecureOnHttp(planCookie(settings, hub)) ? 'secure' : undefined)],
  [
    'cookieDomain',
    (settings, hub) => (isDomainOutsideHost(planCookie(settings, hub)) ? settings.cookieDomain : undefined),
  ],
  ['cookieNameHttps', (settings, hub) => findUnmetPrefix(settings, hub, 'https')],
  ['cookieNameSecure', (settings, hub) => findUnmetPrefix(settings, hub, 'secure')],
  ['cookieNameHostOnly', (settings, hub) => findUnmetPrefix(settings, hub, 'hostOnly')],
]

/** Finds settings with which no browser stores the session cookie of a sign-in at the hub. */
export const findCookieIssues = (settings: CookieSettings, hub: string): Finding[] =>
  cookieRules.flatMap(([setting, findIn]) => {
    const value = findIn(settings, hub)
    return value === undefined
      ? []
      : [findingOf('VIRTUAL_PROXY_SETTING', { prefix: settings.prefix, setting, value })]
  })

/** Returns the beginning of the cookie's name, if the cookie lacks what it requires. */
function findUnmetPrefix(
  settings: CookieSettings,
  hub: string,
  required: CookiePrefixRule['requires'],
): string | undefined {
  const { prefix, requires } = findBrokenPrefixRule(planCookie(settings, hub)) ?? {}
  return requires === required ? prefix : undefined
}

/** Plans the session cookie of a sign-in to this virtual proxy. */
const planCookie = (settings: CookieSettings, hub: string): SessionCookie =>
  planSessionCookie({ hub, prefix: settings.prefix, sessionId: '', settings }).cookie
