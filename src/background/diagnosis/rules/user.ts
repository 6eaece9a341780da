import { formatUserName } from '#protocol/identity'
import { toCookieKey } from '../../browser/stored-cookie.ts'
import { findAcceptedCookie, isAnonymous } from '../predicates.ts'
import { additional, type CauseRule, conclusive } from './rule.ts'

/** What the hub says then is the finding; how many sessions there are, and whose work they were, is not in it. */
export const rejectedUserRules: CauseRule[] = [
  {
    cause: 'tooManySessions',
    match: ({ page, sessions, user }) => {
      if (sessions === undefined || !tooManySessionsPattern.test(page?.refusal ?? '')) return undefined
      const { others, ownOthers } = sessions
      const action = { kind: 'endOwnSessions', count: ownOthers } as const
      return conclusive([formatUserName(user), others, ownOthers], ownOthers > 0 ? action : undefined)
    },
  },
]

/** In English (docs/facts/qlik-sense.md §4.6). */
const tooManySessionsPattern = /too many sessions/i

/** The hub knows somebody else. */
export const differentUserRules: CauseRule[] = [
  {
    cause: 'otherUser',
    match: facts => {
      const cookie = findAcceptedCookie(facts)
      return cookie === undefined || facts.received === undefined
        ? undefined
        : additional([formatUserName(facts.received), cookie.name, toCookieKey(cookie)])
    },
  },
  { cause: 'anonymous', match: facts => (isAnonymous(facts) ? additional() : undefined) },
]
