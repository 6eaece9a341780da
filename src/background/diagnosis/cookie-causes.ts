import { placeOf, type StoredCookie } from '../stored-cookie.ts'
import type { Facts } from './facts.ts'
import { inOurPlace, isNotTaken, ledFrom, mayHaveRightName, twinsIn } from './reading.ts'
import { adds, explains, type Found, type Row, signInAgain } from './row.ts'

/** The cookie was kept, and another one, or none, was sent. */
export const otherCookie: Row[] = [
  {
    cause: 'narrowerPath',
    find: facts => twinFound(facts, ({ path }) => path !== '/'),
  },
  {
    cause: 'twin',
    find: facts => twinFound(facts, ({ path }) => path === '/'),
  },
  {
    cause: 'overwritten',
    find: facts => {
      const { name, value } = facts.planned.cookie
      const there = inOurPlace(facts)
      return isNotTaken(facts) && mayHaveRightName(facts) && there !== undefined && there.value !== value
        ? explains([name], signInAgain)
        : undefined
    },
  },
  {
    cause: 'sameSiteStrict',
    find: facts => {
      const from = ledFrom(facts)
      return facts.code === 'NOT_SIGNED_IN' &&
        facts.planned.cookie.sameSite === 'strict' &&
        from !== undefined
        ? explains([from], signInAgain)
        : undefined
    },
  },
]

/** What a proxy does with sessions that it does not know. */
export const lostCookie: Row[] = [
  {
    cause: 'cookieGone',
    find: facts =>
      isNotTaken(facts) &&
      facts.sessions?.isOursListed === true &&
      facts.sent !== undefined &&
      inOurPlace(facts) === undefined
        ? adds([facts.planned.cookie.name])
        : undefined,
  },
]

/** Twins that are sent as well: of a longer path before ours, of another domain when they are older (RFC 6265 §5.4). */
function twinFound(facts: Facts, isKind: (cookie: StoredCookie) => boolean): Found | undefined {
  const isCause = facts.code === 'COOKIE_SHADOWED' || (isNotTaken(facts) && mayHaveRightName(facts))
  const twins = isCause ? twinsIn(facts).filter(isKind) : []
  return twins.length === 0
    ? undefined
    : explains([facts.planned.cookie.name, twins.map(placeOf).join(', ')], { kind: 'removeTwins' })
}
