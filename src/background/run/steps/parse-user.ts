import * as v from 'valibot'
import { message } from '#messages/message'
import { maxNameLength } from '#protocol/constants'
import { failure } from '#protocol/errors'
import { cutText } from '#shared/cut-text'
import type { FetchResult } from '../../browser/tab-scripting.ts'

/** A longer name is nobody that a run can sign in. Its beginning is enough to recognize it. */
const NameSchema = v.pipe(
  v.string(),
  v.transform(name => cutText(name, maxNameLength + 1)),
)

/**
 * The documented fields of `/qps/user` (docs/facts/qlik-sense.md §2.1). Anonymous users have a name
 * and no active session.
 */
const HubUserSchema = v.object({
  userDirectory: v.optional(NameSchema),
  userId: v.optional(NameSchema),
  session: v.optional(v.string()),
})
export type HubUser = v.InferOutput<typeof HubUserSchema>

/**
 * Throws HUB_UNREACHABLE if there is no response, or UNEXPECTED_RESPONSE if it contains no user.
 */
export function requireUser(address: string, answer: FetchResult): HubUser {
  const { error, status } = answer
  if (error !== undefined)
    throw failure('HUB_UNREACHABLE', { hub: address, reason: message('reason.noAnswer', { detail: error }) })
  const user = parseUser(answer)
  if (user !== undefined) return user
  throw failure('UNEXPECTED_RESPONSE', {
    address,
    status,
    problem: message('reason.noUserName'),
    service: 'hub',
  })
}

/** Returns undefined for any other response. The name is missing if nobody is signed in. */
export function parseUser({ status, body }: FetchResult): HubUser | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), HubUserSchema), body)
  return status === 200 && parsed.success ? parsed.output : undefined
}
