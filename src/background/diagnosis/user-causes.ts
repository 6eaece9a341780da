import { nameOf } from '#protocol/identity'
import { placeOf } from '../stored-cookie.ts'
import { isAnonymous, takenInstead } from './reading.ts'
import { adds, explains, type Row } from './row.ts'

/** What the hub says then is the finding; how many sessions there are, and whose work they were, is not in it. */
export const refusedUser: Row[] = [
  {
    cause: 'tooManySessions',
    find: ({ page, sessions, user }) => {
      if (sessions === undefined || !tooMany.test(page?.refusal ?? '')) return undefined
      const { others, ownOthers } = sessions
      const action = { kind: 'endOwnSessions', count: ownOthers } as const
      return explains([nameOf(user), others, ownOthers], ownOthers > 0 ? action : undefined)
    },
  },
]

/** In English (qlik-sense-facts §4.6). */
const tooMany = /too many sessions/i

/** The hub knows somebody else. */
export const otherUsers: Row[] = [
  {
    cause: 'otherUser',
    find: facts => {
      const cookie = takenInstead(facts)
      return cookie === undefined || facts.received === undefined
        ? undefined
        : adds([nameOf(facts.received), cookie.name, placeOf(cookie)])
    },
  },
  { cause: 'anonymous', find: facts => (isAnonymous(facts) ? adds() : undefined) },
]
