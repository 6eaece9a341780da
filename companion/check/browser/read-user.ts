import * as v from 'valibot'
import type { UserName } from '#protocol/identity'
import type { DevtoolsTab } from './devtools-tab.ts'

/** The documented fields of `/qps/user` (docs/facts/qlik-sense.md §2.1). */
const UserSchema = v.object({
  userDirectory: v.optional(v.string()),
  userId: v.optional(v.string()),
  session: v.optional(v.string()),
})

const AnswerSchema = v.object({ status: v.number(), body: v.string() })

export type UserAnswer =
  | { status: 'user'; user: UserName }
  | { status: 'nobody' | 'anonymous' }
  | { status: 'unreachable'; httpStatus: number }

/** Asks from inside a page, or a frame of it, who is signed in. A user without an active session is anonymous. */
export async function readUser(tab: DevtoolsTab, address: string, frameId?: string): Promise<UserAnswer> {
  const expression = `fetch(${JSON.stringify(address)}, { credentials: 'include', cache: 'no-store' }).then(
    async answer => ({ status: answer.status, body: (await answer.text()).slice(0, 65536) }),
    () => ({ status: 0, body: '' }))`
  const { status, body } = await tab.evaluate(AnswerSchema, expression, frameId)
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), UserSchema), body)
  if (status !== 200 || !parsed.success) return { status: 'unreachable', httpStatus: status }
  const { userDirectory, userId, session } = parsed.output
  if (userDirectory === undefined || userId === undefined) return { status: 'nobody' }
  return session === 'inactive'
    ? { status: 'anonymous' }
    : { status: 'user', user: { userDirectory, userId } }
}
