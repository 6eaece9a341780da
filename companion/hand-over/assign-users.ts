import { sessionLimit } from '#protocol/constants'
import { failure } from '#protocol/errors'
import { foldCase } from '#protocol/fold-case'
import { type Attribute, formatUserName, type UserName } from '#protocol/identity'
import { pluralize } from '../util/text.ts'

export interface ListedUser {
  user: UserName
  attributes: readonly Attribute[]
}

/**
 * Returns a user for each session, each one as seldom as possible and at most five times together with the
 * sessions that exist. Throws BAD_REQUEST if there are too few users.
 */
export function assignUsers(
  users: readonly ListedUser[],
  count: number,
  existing: readonly UserName[] = [],
): ListedUser[] {
  const keyOf = (user: UserName) => foldCase(formatUserName(user))
  const taken = new Map(users.map(({ user }) => [keyOf(user), 0]))
  const take = (key: string) => taken.set(key, (taken.get(key) ?? 0) + 1)
  for (const key of existing.map(keyOf)) if (taken.has(key)) take(key)
  const busy = [...taken.values()].reduce((sum, sessions) => sum + sessions, 0)
  const assigned: ListedUser[] = []
  for (let isAnyFree = true; isAnyFree && assigned.length < count; ) {
    isAnyFree = false
    for (const listed of users) {
      const key = keyOf(listed.user)
      if (assigned.length === count || (taken.get(key) ?? 0) >= sessionLimit) continue
      take(key)
      assigned.push(listed)
      isAnyFree = true
    }
  }
  if (assigned.length === count) return assigned
  throw tooFewUsers({ count, users: taken.size, busy, possible: assigned.length })
}

interface TooFewUsers {
  count: number
  users: number
  /** Sessions of these users that exist already. */
  busy: number
  possible: number
}

function tooFewUsers({ count, users, busy, possible }: TooFewUsers) {
  const needed = Math.ceil(count / sessionLimit)
  const rule = `${pluralize(count, 'session')} ${count === 1 ? 'needs' : 'need'} at least ${pluralize(needed, 'user')}, because Qlik Sense allows a user ${sessionLimit} sessions`
  const found =
    busy === 0
      ? `the list has ${pluralize(users, 'user')}`
      : `the list has ${pluralize(users, 'user')}, with ${pluralize(busy, 'session')} already`
  return failure('BAD_REQUEST', {
    field: '--count',
    received: String(count),
    expected: `more users, or at most ${pluralize(possible, 'session')}`,
    problem: `${rule}; ${found}`,
  })
}
