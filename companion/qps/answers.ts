import * as v from 'valibot'
import type { Session } from '#protocol/commands'
import { failure } from '#protocol/errors'
import { isSameUser, nameOf } from '#protocol/identity'
import { quote } from '#protocol/quote'
import type { SessionWish } from './client.ts'
import type { Answer, Door } from './exchange.ts'

/** Keys in lower case: documents write camelCase, the wire has PascalCase (qlik-sense-facts §1.4). */
const SessionAnswerSchema = v.object({
  sessionid: v.string(),
  userdirectory: v.string(),
  userid: v.string(),
  newuser: v.nullish(v.boolean()),
})

/**
 * The session that QPS says it made. Attributes are those asked for: nobody has seen in which shape the answer has them.
 * Throws UNEXPECTED_RESPONSE for anything that is not this session of this user.
 */
export function parseSession({ body, status }: Answer, { address }: Door, wish: SessionWish): Session {
  const unexpected = (problem: string) => failure('UNEXPECTED_RESPONSE', { address, status, problem })
  const content = parseJson(body)
  if (content === undefined)
    throw unexpected(body.trim() === '' ? 'it says nothing' : 'what it says is not JSON')
  const parsed = v.safeParse(SessionAnswerSchema, inner(content))
  if (!parsed.success) throw unexpected(`what it says is not a session (${missing(parsed.issues[0])})`)
  const { sessionid: sessionId, userdirectory: userDirectory, userid: userId, newuser } = parsed.output
  if (sessionId !== wish.sessionId) throw unexpected('it speaks of another session')
  const user = { userDirectory, userId }
  if (!isSameUser(user, wish.identity)) throw unexpected(`it speaks of the user ${quote(nameOf(user))}`)
  const session = { sessionId, ...user, attributes: wish.identity.attributes }
  return typeof newuser === 'boolean' ? { ...session, newUser: newuser } : session
}

/** Success with the body `null` is how older versions speak of a session they do not have (qlik-sense-facts §1.5). */
export const parseEnded = ({ body }: Answer): boolean => body.trim() !== 'null'

/** JSON has no undefined, so it can stand for "not JSON". */
function parseJson(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** Some answers wrap the session in `Session` (qlik-sense-facts §1.4). */
function inner(content: unknown): unknown {
  const keys = lowerKeys(content)
  return keys?.session === undefined ? keys : lowerKeys(keys.session)
}

function lowerKeys(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), item]))
}

const missing = (issue: v.BaseIssue<unknown>): string => {
  const field = v.getDotPath(issue)
  return field === null
    ? 'no object'
    : issue.received === 'undefined'
      ? `no ${field}`
      : `${field} is not ${issue.expected}`
}
