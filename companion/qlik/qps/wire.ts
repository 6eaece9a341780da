import * as v from 'valibot'
import { message } from '#messages/message'
import type { Session } from '#protocol/commands'
import type { Attribute, Identity, UserName } from '#protocol/identity'
import type { HttpResponse } from '../http/endpoint.ts'
import { lowercaseKeys, parseShape, type ResponseContext, readJson } from '../http/json.ts'
import { attributesFromWire, attributesToWire } from './attributes.ts'

/** The session to create: for an identity, under an id, on one virtual proxy. */
export interface SessionInput {
  prefix: string
  identity: Identity
  sessionId: string
}

export interface TicketInput extends Pick<SessionInput, 'prefix' | 'identity'> {
  /** From the address of the login page. Without it the ticket leads to the hub. */
  targetId?: string
}

/** Returns the body of POST session (docs/facts/qlik-sense.md §1.3). */
export const toSessionBody = ({ identity, sessionId }: SessionInput): object => ({
  ...toIdentityBody(identity),
  SessionId: sessionId,
})

/** Returns the body of POST ticket (docs/facts/qlik-sense.md §1.3). */
export const toTicketBody = ({ identity, targetId }: TicketInput): object => ({
  ...toIdentityBody(identity),
  ...(targetId === undefined ? {} : { TargetId: targetId }),
})

const toIdentityBody = ({ userDirectory, userId, attributes }: Identity): object => ({
  UserDirectory: userDirectory,
  UserId: userId,
  Attributes: attributesToWire(attributes),
})

/** A session as QPS returns it. */
export interface QpsSession {
  sessionId: string
  userDirectory: string
  userId: string
  attributes: Attribute[]
}

/** A ticket, valid for one minute and one use (docs/facts/qlik-sense.md §1.4). */
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
 * Parses the created session. Leaves out its attributes, because their shape in a response is not
 * known. Throws UNEXPECTED_RESPONSE if the body is not a session.
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

/**
 * Parses a session, or returns undefined for the `null` of an unknown one. Throws
 * UNEXPECTED_RESPONSE.
 */
export function parseQpsSession(response: HttpResponse, address: string): QpsSession | undefined {
  const content = readJson({ response, address })
  return content === null ? undefined : toQpsSession(content, { response, address })
}

/** Parses a list of sessions, where `null` means none. Throws UNEXPECTED_RESPONSE. */
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

/** Parses a ticket. Throws UNEXPECTED_RESPONSE. */
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

/** An ended session, with its user if the response has one. */
export interface EndedSession {
  user?: UserName
}

const EndedResponseSchema = v.object({ userdirectory: v.string(), userid: v.string() })

/**
 * Parses the ended session. Returns undefined for an unknown one, for which older versions answer
 * success with the body `null` (docs/facts/qlik-sense.md §1.3, §1.5). Another body ends a session
 * whose user is not known.
 */
export function parseEnded(response: HttpResponse, address: string): EndedSession | undefined {
  if (response.body.trim() === 'null') return undefined
  try {
    const session = v.parse(EndedResponseSchema, unwrapSession(readJson({ response, address })))
    return { user: { userDirectory: session.userdirectory, userId: session.userid } }
  } catch {
    return {}
  }
}

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

/** Unwraps the session, which some responses wrap in `Session` (docs/facts/qlik-sense.md §1.4). */
function unwrapSession(content: unknown): unknown {
  const keys = lowercaseKeys(content)
  return keys?.session === undefined ? keys : lowercaseKeys(keys.session)
}
