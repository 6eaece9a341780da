import { maxNameLength, maxUsersListed } from '#protocol/constants'
import { failure } from '#protocol/errors'
import { requireSite } from '../config/configuration.ts'
import { isUserAllowed } from '../config/user-allowlist.ts'
import { findPassHolders } from '../qlik/qrs/access/pass-holders.ts'
import { connectToQrs } from '../qlik/qrs/client.ts'
import { findUsers, toUserKey } from '../qlik/qrs/users.ts'
import { sortByRelevance } from '../qlik/qrs/users-by-relevance.ts'
import type { CommandHandler } from './command-handler.ts'

/**
 * Returns the users of a site whose id or name contains a text, and whether they have an access
 * pass. Counts those that the site may not impersonate. Throws BAD_REQUEST for a text without a
 * letter, and the same codes as `virtualProxies`.
 */
export const users: CommandHandler<'users'> = async (
  { site: id, search: received, userDirectory },
  { signal },
) => {
  const search = parseSearch(received)
  const site = await requireSite(id)
  const qrs = await connectToQrs(site)
  const [found, holders] = await Promise.all([
    findUsers(qrs, search, { signal }),
    findPassHolders(qrs, search, { signal }),
  ])
  const allowed = found.filter(user => isUserAllowed(user, site))
  const listed = sortByRelevance(allowed, { search, userDirectory }).slice(0, maxUsersListed)
  return {
    users: listed.map(user =>
      holders === undefined ? user : { ...user, hasAccessPass: holders.has(toUserKey(user)) },
    ),
    hidden: found.length - listed.length,
  }
}

/** Returns the text to search for. Throws BAD_REQUEST. */
function parseSearch(received: string): string {
  const search = received.trim()
  if (/[\p{L}\p{N}]/u.test(search) && search.length <= maxNameLength) return search
  throw failure('BAD_REQUEST', {
    field: 'Search',
    received,
    expected: `a part of a user id or name, at most ${maxNameLength} characters`,
  })
}
