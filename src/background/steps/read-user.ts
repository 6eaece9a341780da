import * as v from 'valibot'
import { failure } from '#protocol/errors'
import type { Answer } from '../browser/page-in-tab.ts'

/** The documented states of `/qps/user` (qlik-sense-facts §2.1): anonymous users have a name and no active session. */
const UserSchema = v.object({
  userDirectory: v.optional(v.string()),
  userId: v.optional(v.string()),
  session: v.optional(v.string()),
})
export type User = v.InferOutput<typeof UserSchema>

/** Throws HUB_UNREACHABLE for a question without an answer, UNEXPECTED_RESPONSE for an answer without a user. */
export function readUser(address: string, answer: Answer): User {
  const { failed, status } = answer
  if (failed !== undefined)
    throw failure('HUB_UNREACHABLE', { hub: address, reason: `it did not answer (${failed})` })
  const user = userIn(answer)
  if (user !== undefined) return user
  throw failure('UNEXPECTED_RESPONSE', {
    address,
    status,
    problem: 'not with the name of a user',
    service: 'hub',
  })
}

/** Undefined for any other answer; without a name where nobody is signed in. */
export function userIn({ status, body }: Answer): User | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), UserSchema), body)
  return status === 200 && parsed.success ? parsed.output : undefined
}
