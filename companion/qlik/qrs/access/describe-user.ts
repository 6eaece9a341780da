import type { UserAccess } from '#protocol/user-access'
import type { FullUser } from '../wire.ts'
import type { Answer } from './ask.ts'

const userFacts = ['inactive', 'blacklisted', 'removedExternally', 'roles'] as const

/** Returns what the repository tells of a user, who may be unknown. */
export function describeUser(
  users: Answer<FullUser[]>,
  user: FullUser | undefined,
): Omit<UserAccess, 'access' | 'hasAccess' | 'left'> {
  if (!('content' in users))
    return { undecided: Object.fromEntries(['known', ...userFacts].map(fact => [fact, users.reason])) }
  if (user === undefined) return { known: false, undecided: {} }
  const { userDirectory: _directory, userId: _id, name, roles, ...flags } = user
  const missing = userFacts.filter(fact => user[fact] === undefined)
  return {
    known: true,
    ...(name === undefined ? {} : { name: cut(name) }),
    ...flags,
    ...(roles === undefined ? {} : { roles: roles.slice(0, maxRoles).map(cut) }),
    undecided: Object.fromEntries(missing.map(fact => [fact, 'QRS does not tell it.'])),
  }
}

/** More than people read. A browser ends a companion that sends a megabyte. */
const maxTextLength = 500
const maxRoles = 100

const cut = (text: string): string =>
  text.length <= maxTextLength ? text : `${text.slice(0, maxTextLength).toWellFormed()}…`
