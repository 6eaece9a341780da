import { getHost } from '#protocol/hub-urls'
import { usesHttps } from '../predicates.ts'
import { type CauseRule, conclusive } from './rule.ts'

/** The browser did not keep the cookie, and says no more than that (docs/facts/browsers-and-node.md §1.4). */
export const rejectedCookieRules: CauseRule[] = [
  {
    cause: 'cookieDomain',
    match: ({ code, hub, planned: { cookie } }) =>
      code !== 'COOKIE_REJECTED' || cookie.hostOnly || `.${getHost(hub)}`.endsWith(cookie.domain)
        ? undefined
        : conclusive([cookie.domain, getHost(hub)]),
  },
  {
    cause: 'secureOnHttp',
    match: facts => {
      const { cookie } = facts.planned
      return facts.code === 'COOKIE_REJECTED' && cookie.secure && !usesHttps(facts)
        ? conclusive([cookie.name])
        : undefined
    },
  },
  {
    cause: 'sameSiteNone',
    match: ({ code, planned: { cookie } }) =>
      code === 'COOKIE_REJECTED' && cookie.sameSite === 'no_restriction' && !cookie.secure
        ? conclusive([cookie.name])
        : undefined,
  },
]
