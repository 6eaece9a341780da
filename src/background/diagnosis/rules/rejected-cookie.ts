import { getHost } from '#protocol/hub-urls'
import { isDomainOutsideHost, isSameSiteNoneWithoutSecure, isSecureOnHttp } from '#protocol/session-cookie'
import { type CauseRule, conclusive } from './rule.ts'

/** The browser rejected the cookie, and gives no reason (docs/facts/browsers-and-node.md §1.4). */
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
