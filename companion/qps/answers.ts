import * as v from 'valibot'
import type { Session } from '#protocol/commands'
import type { Attribute } from '#protocol/identity'
import { attributesFromWire } from './attributes.ts'
import type { Answer } from './exchange.ts'
import { expectShape, type Heard, lowerKeys, readJson } from './json.ts'

/** A session that QPS holds, as it tells of it. */
export interface HeldSession {
  sessionId: string
  userDirectory: string
  userId: string
  attributes: Attribute[]
}

/** A ticket: valid for a minute and for one use (qlik-sense-facts §1.4). */
export interface Ticket {
  ticket: string
  targetUri?: string
}

const SessionAnswerSchema = v.object({
  sessionid: v.string(),
  userdirectory: v.string(),
  userid: v.string(),
  newuser: v.nullish(v.boolean()),
  attributes: v.optional(v.unknown()),
})

const TicketAnswerSchema = v.object({ ticket: v.string(), targeturi: v.nullish(v.string()) })

/**
 * The session that QPS speaks of. Its attributes are left out: nobody has seen which shape they have in an answer.
 * Throws UNEXPECTED_RESPONSE for anything that is not a session.
 */
export function parseSession(answer: Answer, address: string): Omit<Session, 'attributes'> {
  const heard = { answer, address }
  const parsed = expectShape(SessionAnswerSchema, inner(readJson(heard)), 'a session', heard)
  const { sessionid, userdirectory, userid, newuser } = parsed
  const session = { sessionId: sessionid, userDirectory: userdirectory, userId: userid }
  return typeof newuser === 'boolean' ? { ...session, newUser: newuser } : session
}

/** The session that was asked for; undefined for the `null` of a server that does not know it. Throws UNEXPECTED_RESPONSE. */
export function parseHeldSession(answer: Answer, address: string): HeldSession | undefined {
  const content = readJson({ answer, address })
  return content === null ? undefined : heldSession(content, { answer, address })
}

/** A list of sessions; `null` is an empty one. Throws UNEXPECTED_RESPONSE. */
export function parseHeldSessions(answer: Answer, address: string): HeldSession[] {
  const heard = { answer, address }
  const list = expectShape(v.array(v.unknown()), readJson(heard) ?? [], 'a list of sessions', heard)
  return list.map(item => heldSession(item, heard))
}

/** Throws UNEXPECTED_RESPONSE. */
export function parseTicket(answer: Answer, address: string): Ticket {
  const heard = { answer, address }
  const { ticket, targeturi } = expectShape(TicketAnswerSchema, lowerKeys(readJson(heard)), 'a ticket', heard)
  return typeof targeturi === 'string' ? { ticket, targetUri: targeturi } : { ticket }
}

/** Success with the body `null` is how older versions speak of a session they do not have (qlik-sense-facts §1.5). */
export const parseEnded = ({ body }: Answer): boolean => body.trim() !== 'null'

function heldSession(content: unknown, heard: Heard): HeldSession {
  const parsed = expectShape(SessionAnswerSchema, inner(content), 'a session', heard)
  const { sessionid, userdirectory, userid, attributes } = parsed
  return {
    sessionId: sessionid,
    userDirectory: userdirectory,
    userId: userid,
    attributes: attributesFromWire(attributes),
  }
}

/** Some answers wrap the session in `Session` (qlik-sense-facts §1.4). */
function inner(content: unknown): unknown {
  const keys = lowerKeys(content)
  return keys?.session === undefined ? keys : lowerKeys(keys.session)
}
