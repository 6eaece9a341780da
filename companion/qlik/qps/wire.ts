import * as v from 'valibot'
import { message } from '#messages/message'
import type { Session } from '#protocol/commands'
import type { Attribute } from '#protocol/identity'
import { lowercaseKeys, parseShape, type ResponseContext, readJson } from '../http/json.ts'
import type { HttpResponse } from '../http/request.ts'
import { attributesFromWire } from './attributes.ts'

/** A session that QPS holds, as it tells of it. */
export interface QpsSession {
  sessionId: string
  userDirectory: string
  userId: string
  attributes: Attribute[]
}

/** A ticket: valid for a minute and for one use (docs/facts/qlik-sense.md §1.4). */
export interface Ticket {
  ticket: string
  targetUri?: string
}

const SessionResponseSchema = v.object({
  sessionid: v.string(),
  userdirectory: v.string(),
  userid: v.string(),
  newuser: v.nullish(v.boolean()),
  attributes: v.optional(v.unknown()),
})

const TicketResponseSchema = v.object({ ticket: v.string(), targeturi: v.nullish(v.string()) })

/**
 * The session that QPS speaks of. Its attributes are left out: nobody has seen which shape they have in an answer.
 * Throws UNEXPECTED_RESPONSE for anything that is not a session.
 */
export function parseCreatedSession(response: HttpResponse, address: string): Omit<Session, 'attributes'> {
  const context = { response, address }
  const parsed = parseShape(
    SessionResponseSchema,
    unwrapSession(readJson(context)),
    message('reason.answerSession'),
    context,
  )
  const { sessionid, userdirectory, userid, newuser } = parsed
  const session = { sessionId: sessionid, userDirectory: userdirectory, userId: userid }
  return typeof newuser === 'boolean' ? { ...session, newUser: newuser } : session
}

/** The session that was asked for; undefined for the `null` of a server that does not know it. Throws UNEXPECTED_RESPONSE. */
export function parseQpsSession(response: HttpResponse, address: string): QpsSession | undefined {
  const content = readJson({ response, address })
  return content === null ? undefined : toQpsSession(content, { response, address })
}

/** A list of sessions; `null` is an empty one. Throws UNEXPECTED_RESPONSE. */
export function parseQpsSessions(response: HttpResponse, address: string): QpsSession[] {
  const context = { response, address }
  const list = parseShape(
    v.array(v.unknown()),
    readJson(context) ?? [],
    message('reason.answerSessions'),
    context,
  )
  return list.map(item => toQpsSession(item, context))
}

/** Throws UNEXPECTED_RESPONSE. */
export function parseTicket(response: HttpResponse, address: string): Ticket {
  const context = { response, address }
  const { ticket, targeturi } = parseShape(
    TicketResponseSchema,
    lowercaseKeys(readJson(context)),
    message('reason.answerTicket'),
    context,
  )
  return typeof targeturi === 'string' ? { ticket, targetUri: targeturi } : { ticket }
}

/** Success with the body `null` is how older versions speak of a session they do not have (docs/facts/qlik-sense.md §1.5). */
export const parseEnded = ({ body }: HttpResponse): boolean => body.trim() !== 'null'

function toQpsSession(content: unknown, context: ResponseContext): QpsSession {
  const parsed = parseShape(
    SessionResponseSchema,
    unwrapSession(content),
    message('reason.answerSession'),
    context,
  )
  const { sessionid, userdirectory, userid, attributes } = parsed
  return {
    sessionId: sessionid,
    userDirectory: userdirectory,
    userId: userid,
    attributes: attributesFromWire(attributes),
  }
}

/** Some answers wrap the session in `Session` (docs/facts/qlik-sense.md §1.4). */
function unwrapSession(content: unknown): unknown {
  const keys = lowercaseKeys(content)
  return keys?.session === undefined ? keys : lowercaseKeys(keys.session)
}
