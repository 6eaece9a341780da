import * as v from 'valibot'
import { message } from '#messages/message'
import { parseShape } from '../http/json.ts'
import type { QrsClient, QrsRequestOptions } from './client.ts'
import { createFilter, toUserKey } from './users.ts'
import { AccessTypeSchema } from './wire.ts'

/** The list of users does not wait longer for this detail. */
const passesTimeoutMs = 2_000

/** The kinds of passes that are assigned to users (docs/facts/qlik-sense.md §4.5). */
const assignedPasses = ['professional', 'analyzer', 'user'] as const

/**
 * Returns the keys of the users whose id or name contains a text and who have an access pass.
 * Returns undefined if that is not known: QRS did not answer in time, or login passes exist, which
 * users get when they need one. Never rejects.
 */
export async function findPassHolders(
  qrs: QrsClient,
  search: string,
  { signal }: QrsRequestOptions,
): Promise<ReadonlySet<string> | undefined> {
  const options = { signal, timeoutMs: passesTimeoutMs }
  const filter = createFilter(search, ['user.userId', 'user.name'])
  const read = async (path: string) => {
    const { content, context } = await qrs.get(path, options)
    return parseShape(v.array(AccessTypeSchema), content, message('reason.answerOfPath', { path }), context)
  }
  try {
    const [loginPasses, ...passes] = await Promise.all([
      read('/qrs/license/loginaccesstype/full'),
      ...assignedPasses.map(kind => read(`/qrs/license/${kind}accesstype/full?filter=${filter}`)),
    ])
    if (loginPasses.length > 0) return undefined
    const valid = passes.flat().filter(({ quarantined }) => quarantined !== true)
    return new Set(valid.flatMap(({ user }) => (user ? [toUserKey(user)] : [])))
  } catch {
    return undefined
  }
}
