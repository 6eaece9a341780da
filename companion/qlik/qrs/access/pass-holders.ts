import type { QrsClient, QrsRequestOptions } from '../client.ts'
import { createFilter, toUserKey } from '../users.ts'
import { isComplete, listValid, readAllocations, readRules } from './access-lists.ts'

/** The list of users does not wait longer for this detail. */
const listTimeoutMs = 2_000

/**
 * Returns the keys of the users whose id or name contains a text and who have an access pass.
 * Returns undefined if that is not known, for example if QRS did not answer in time. Never rejects.
 */
export async function findPassHolders(
  qrs: QrsClient,
  search: string,
  { signal }: QrsRequestOptions,
): Promise<ReadonlySet<string> | undefined> {
  const filter = createFilter(search, ['user.userId', 'user.name'])
  try {
    const options = { signal, timeoutMs: listTimeoutMs }
    const lists = (await Promise.all([readAllocations(qrs, filter, options), readRules(qrs, options)])).flat()
    if (!isComplete(lists)) return undefined
    return new Set(lists.flatMap(listValid).flatMap(({ user }) => (user ? [toUserKey(user)] : [])))
  } catch {
    return undefined
  }
}
