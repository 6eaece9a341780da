import * as v from 'valibot'
import type { Session } from '#protocol/commands'
import { failure } from '#protocol/errors'
import type { Answer } from './exchange.ts'

/** Keys in lower case: documents write camelCase, the wire has PascalCase (qlik-sense-facts §1.4). */
const SessionAnswerSchema = v.object({
  sessionid: v.string(),
  userdirectory: v.string(),
  userid: v.string(),
  newuser: v.nullish(v.boolean()),
})

/**
 * The session that QPS speaks of. Its attributes are left out: nobody has seen which shape they have in an answer.
 * Throws UNEXPECTED_RESPONSE for anything that is not a session.
 */
export function parseSession({ body, status }: Answer, address: string): Omit<Session, 'attributes'> {
  const unexpected = (problem: string) => failure('UNEXPECTED_RESPONSE', { address, status, problem })
  const content = parseJson(body)
  if (content === undefined)
    throw unexpected(body.trim() === '' ? 'it says nothing' : 'what it says is not JSON')
  const parsed = v.safeParse(SessionAnswerSchema, inner(content))
  if (!parsed.success) throw unexpected(`what it says is not a session (${missing(parsed.issues[0])})`)
  const { sessionid, userdirectory, userid, newuser } = parsed.output
  const session = { sessionId: sessionid, userDirectory: userdirectory, userId: userid }
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

function missing(issue: v.BaseIssue<unknown>): string {
  const field = v.getDotPath(issue)
  if (field === null) return 'not an object'
  return issue.received === 'undefined' ? `no ${field}` : `${field} is not a ${issue.expected}`
}
