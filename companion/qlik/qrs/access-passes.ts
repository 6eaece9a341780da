import * as v from 'valibot'
import { message } from '#messages/message'
import { HubpassError } from '#protocol/errors'
import type { UserName } from '#protocol/identity'
import { parseShape } from '../http/json.ts'
import type { QrsClient, QrsRequestOptions } from './client.ts'
import { createFilter, encodeFilter, toUserKey } from './users.ts'
import { AccessTypeSchema, UserSchema } from './wire.ts'

/** The kinds of passes that are assigned to users (docs/facts/qlik-sense.md §4.5). */
const assignedPasses = ['professional', 'analyzer', 'user'] as const

/** The list of users does not wait longer for this detail. */
const listTimeoutMs = 2_000

/** A sign-in does not wait longer for it. */
const signInTimeoutMs = 1_000

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
    const { holders, isComplete } = await readPasses(qrs, filter, { signal, timeoutMs: listTimeoutMs })
    return isComplete ? holders : undefined
  } catch {
    return undefined
  }
}

/**
 * Returns whether QRS lists an access pass for a user, or undefined if that is not known. Throws the
 * same codes as {@link QrsClient.get}.
 */
export async function readAccessPass(
  qrs: QrsClient,
  user: UserName,
  { signal }: QrsRequestOptions,
): Promise<boolean | undefined> {
  const options = { signal, timeoutMs: signInTimeoutMs }
  const filterUser = (parent: string): string =>
    encodeFilter(
      `${parent}userId eq ${toLiteral(user.userId)} and ${parent}userDirectory eq ${toLiteral(user.userDirectory)}`,
    )
  const [users, { holders, isComplete }] = await Promise.all([
    readList(qrs, `/qrs/user/full?filter=${filterUser('')}`, UserSchema, options),
    readPasses(qrs, filterUser('user.'), options),
  ])
  if (holders.has(toUserKey(user))) return true
  // A user whom QRS does not know may get a pass with the first visit.
  return isComplete && users?.length === 1 ? false : undefined
}

interface Passes {
  /** The keys of the users who have one. */
  holders: ReadonlySet<string>
  /** Whether everybody else has none: login passes belong to groups, and any list may be missing. */
  isComplete: boolean
}

/** Reads the passes of the users that a filter finds. A quarantined pass gives no access. */
async function readPasses(qrs: QrsClient, filter: string, options: QrsRequestOptions): Promise<Passes> {
  const [loginPasses = [], ...lists] = await Promise.all([
    readList(qrs, '/qrs/license/loginaccesstype/full', AccessTypeSchema, options),
    ...assignedPasses.map(kind =>
      readList(qrs, `/qrs/license/${kind}accesstype/full?filter=${filter}`, AccessTypeSchema, options),
    ),
  ])
  const known = lists.filter(list => list !== undefined)
  const valid = known.flat().filter(({ quarantined }) => quarantined !== true)
  return {
    holders: new Set(valid.flatMap(({ user }) => (user ? [toUserKey(user)] : []))),
    isComplete: known.length > 0 && loginPasses.length === 0 && valid.every(({ user }) => user),
  }
}

/** Returns undefined for a list that does not exist: a license has some kinds of passes only. */
async function readList<Schema extends v.GenericSchema>(
  qrs: QrsClient,
  path: string,
  schema: Schema,
  options: QrsRequestOptions,
): Promise<v.InferOutput<Schema>[] | undefined> {
  try {
    const { content, context } = await qrs.get(path, options)
    const [name = path] = path.split('?')
    return parseShape(v.array(schema), content, message('reason.answerOfPath', { path: name }), context)
  } catch (error) {
    if (error instanceof HubpassError && error.finding.details.status === 404) return undefined
    throw error
  }
}

/** Doubles quotation marks inside, as OData does. */
const toLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`
