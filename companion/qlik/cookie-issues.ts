import { type CookiePrefixRule, findBrokenPrefixRule } from '#protocol/cookie-prefix'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { DoubtfulVirtualProxy } from '#protocol/findings/virtual-proxy-settings'
import {
  isDomainOutsideHost,
  isSameSiteNoneWithoutSecure,
  isSecureOnHttp,
  planSessionCookie,
  type SessionCookie,
} from '#protocol/session-cookie'
import type { VirtualProxySettings } from '#protocol/virtual-proxy'

type CookieSettings = VirtualProxySettings & { prefix: string }

/** Returns the settings that make browsers reject the session cookie of a virtual proxy. */
export function findCookieIssues(settings: CookieSettings, hub: string): Finding[] {
  const { prefix } = settings
  const { cookie } = planSessionCookie({ hub, prefix, sessionId: '', settings })
  return cookieRules.flatMap(([setting, find]) => {
    const value = find(cookie, settings)
    return value === undefined ? [] : [findingOf('VIRTUAL_PROXY_SETTING', { prefix, setting, value })]
  })
}

/** A setting, and a function that returns its value if that causes trouble. */
type CookieRule = [
  DoubtfulVirtualProxy['setting'],
  (cookie: SessionCookie, settings: CookieSettings) => string | undefined,
]

const cookieRules: CookieRule[] = [
  ['sameSite', cookie => (isSameSiteNoneWithoutSecure(cookie) ? 'none' : undefined)],
  ['secure', cookie => (isSecureOnHttp(cookie) ? 'secure' : undefined)],
  ['cookieDomain', (cookie, { cookieDomain }) => (isDomainOutsideHost(cookie) ? cookieDomain : undefined)],
  ['cookieNameHttps', cookie => findUnmetPrefix(cookie, 'https')],
  ['cookieNameSecure', cookie => findUnmetPrefix(cookie, 'secure')],
  ['cookieNameHostOnly', cookie => findUnmetPrefix(cookie, 'hostOnly')],
]

/** Returns the beginning of the cookie's name, if the cookie lacks what it requires. */
function findUnmetPrefix(cookie: SessionCookie, required: CookiePrefixRule['requires']): string | undefined {
  const { prefix, requires } = findBrokenPrefixRule(cookie) ?? {}
  return requires === required ? prefix : undefined
}
