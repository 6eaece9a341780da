import { HubpassError } from '#protocol/errors'
import type { UserName } from '#protocol/identity'
import type { SiteConfiguration } from '../../config/schema.ts'
import { connectToQrs } from './client.ts'

/** The kinds of access passes that are allocated to users (docs/facts/qlik-sense.md §4.5). */
const userAccessTypes = ['professional', 'analyzer', 'user']

/** A sign-in does not wait longer for it. */
const timeoutMs = 1_000

/**
 * Returns whether QRS lists an access pass for a user. Returns undefined if that is not known: any
 * list that cannot be read may have one, and login access passes belong to groups. Throws what the
 * credential or a rejected list throws.
 */
export async function readAccessPass(
  site: SiteConfiguration,
  { userDirectory, userId }: UserName,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const qrs = await connectToQrs(site)
  const count = async (path: string, query = ''): Promise<number | undefined> => {
    const items = await qrs.get(`/qrs/${path}/full${query}`, { signal, timeoutMs }).catch(returnMissing)
    if (items === undefined) return undefined
    if (!Array.isArray(items.content)) throw new Error('QRS returned no list')
    return items.content.length
  }
  const filterUser = (parent: string): string =>
    toQuery(
      `${parent}userId eq ${toLiteral(userId)} and ${parent}userDirectory eq ${toLiteral(userDirectory)}`,
    )
  const [users, ofGroups = 0, ...ofUser] = await Promise.all([
    count('user', filterUser('')),
    count('license/loginaccesstype'),
    ...userAccessTypes.map(type => count(`license/${type}accesstype`, filterUser('user.'))),
  ])
  const known = ofUser.filter(each => each !== undefined)
  if (known.some(each => each > 0)) return true
  // A user whom QRS does not know may get a pass with the first visit.
  return known.length === 0 || ofGroups > 0 || users !== 1 ? undefined : false
}

/** A license has some kinds of access passes only: the lists of the others may be missing. */
function returnMissing(thrown: unknown): undefined {
  if (thrown instanceof HubpassError && thrown.finding.details.status === 404) return undefined
  throw thrown
}

/** Doubles quotation marks inside, as OData does. */
const toLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Escapes apostrophes too, because URLs do not keep them in a query. */
const toQuery = (filter: string): string => `?filter=${encodeURIComponent(filter).replaceAll("'", '%27')}`
