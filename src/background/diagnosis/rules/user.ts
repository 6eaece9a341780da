import { toCookieKey } from '#protocol/cookie-key'
import { formatUserName } from '#protocol/identity'
import { findAcceptedCookie, isAnonymous } from '../derived-facts.ts'
import { additional, type CauseRule, conclusive } from './rule.ts'

/**
 * The hub or the engine states that there are too many sessions. This rule adds how many, and how many
 * Hubpass created.
 */
export const rejectedUserRules: CauseRule[] = [
  {
    cause: 'tooManySessions',
    match: ({ page, engine, sessions, user }) => {
      const isBeyondLimit =
        tooManySessionsPattern.test(page?.refusal ?? '') || engine?.outcome === 'tooManySessions'
      if (sessions === undefined || !isBeyondLimit) return undefined
      const { others, ownOthers } = sessions
      const action = { kind: 'endOwnSessions', count: ownOthers } as const
      return conclusive([formatUserName(user), others, ownOthers], ownOthers > 0 ? action : undefined)
    },
  },
]

/** The English wording (docs/facts/qlik-sense.md §4.6). */
const tooManySessionsPattern = /too many sessions/i

/** The hub reports another user. */
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
