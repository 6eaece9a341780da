import { hostOf } from '#protocol/addresses'
import { isOnHttps } from './reading.ts'
import { explains, type Row } from './row.ts'

/** The browser did not keep the cookie, and says no more than that (peers-and-platform-facts §1.4). */
export const rejectedCookie: Row[] = [
  {
    cause: 'cookieDomain',
    find: ({ code, hub, planned: { cookie } }) =>
      code !== 'COOKIE_REJECTED' || cookie.hostOnly || `.${hostOf(hub)}`.endsWith(cookie.domain)
        ? undefined
        : explains([cookie.domain, hostOf(hub)]),
  },
  {
    cause: 'secureOnHttp',
    find: facts => {
      const { cookie } = facts.planned
      return facts.code === 'COOKIE_REJECTED' && cookie.secure && !isOnHttps(facts)
        ? explains([cookie.name])
        : undefined
    },
  },
  {
    cause: 'sameSiteNone',
    find: ({ code, planned: { cookie } }) =>
      code === 'COOKIE_REJECTED' && cookie.sameSite === 'no_restriction' && !cookie.secure
        ? explains([cookie.name])
        : undefined,
  },
]
