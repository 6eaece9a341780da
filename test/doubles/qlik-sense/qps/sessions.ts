import { randomUUID } from 'node:crypto'
import { empty, json, type OutgoingResponse, text } from '../http/response.ts'
import type { PathParams } from '../http/routes.ts'
import { IdentityRefused, type PostedIdentity, parsePosted } from '../site/identity.ts'
import type { Session } from '../site/sessions.ts'
import type { Behaviors } from '../unverified-behaviors.ts'
import { attributesTooLarge } from './attribute-size.ts'
import type { QpsContext } from './context.ts'
import { refuseIdentity } from './refusals.ts'
import { toWire } from './wire.ts'

/**
 * Handles POST `/qps/{vp/}session`: 201, the posted fields and whether the user is new
 * (docs/facts/qlik-sense.md §1.3).
 */
export function addSession({ request, site, prefix }: QpsContext): OutgoingResponse {
  try {
    const posted = parsePosted(request.body)
    const sessionId = posted.sessionId ?? missingSessionId(site.unknowns)
    const existing = site.sessions.find(prefix, sessionId)
    return (
      attributesTooLarge(posted, site.unknowns) ??
      (existing
        ? DUPLICATE_HANDLERS[site.unknowns.duplicateSessionId]({ request, site, prefix }, existing, posted)
        : undefined) ??
      createSession({ request, site, prefix }, sessionId, posted)
    )
  } catch (error) {
    return refuseIdentity(error, site.unknowns)
  }
}

function createSession(
  { site, prefix }: QpsContext,
  sessionId: string,
  { userDirectory, userId, attributes }: PostedIdentity,
): OutgoingResponse {
  const identity = { userDirectory, userId, ...(attributes ? { attributes } : {}) }
  // True if new, false "if the user already had a session" (docs/facts/qlik-sense.md §1.3).
  const NewUser = site.sessions.ofUser(prefix, identity).length === 0
  const session = site.sessions.add(prefix, sessionId, identity)
  return json(201, { ...toWire(session, site), NewUser })
}

function missingSessionId({ sessionIdAbsent }: Behaviors): string {
  if (sessionIdAbsent === 'generate') return randomUUID()
  throw new IdentityRefused("Required property 'SessionId' not found in JSON")
}

type DuplicateHandler = (
  context: QpsContext,
  taken: Session,
  posted: PostedIdentity,
) => OutgoingResponse | undefined

const DUPLICATE_HANDLERS: Record<Behaviors['duplicateSessionId'], DuplicateHandler> = {
  replace: () => undefined,
  keepFirst: ({ site }, taken) => json(201, { ...toWire(taken, site), NewUser: false }),
  refuse409: () => text(409, 'The session id is in use'),
  refuse400: () => text(400, 'The session id is in use'),
  refuse500: () => text(500, 'The session id is in use'),
}

/** Handles GET `/qps/{vp/}session/{id}` (docs/facts/qlik-sense.md §1.3). */
export function getSession({ site, prefix }: QpsContext, captured: PathParams): OutgoingResponse {
  const session = site.sessions.find(prefix, captured('id'))
  return session ? json(200, toWire(session, site)) : UNKNOWN_SESSION[site.unknowns.getUnknownSession]()
}

const UNKNOWN_SESSION: Record<Behaviors['getUnknownSession'], () => OutgoingResponse> = {
  '200Null': () => json(200, null),
  '404': () => empty(404),
  '404Null': () => json(404, null),
  '403': () => text(403, 'Forbidden'),
}

/**
 * Handles GET `/qps/{vp/}session`: all sessions of the virtual proxy (docs/facts/qlik-sense.md
 * §1.3).
 */
export const listSessions = ({ site, prefix }: QpsContext): OutgoingResponse =>
  json(
    200,
    site.sessions.ofPrefix(prefix).map(session => toWire(session, site)),
  )

/**
 * Handles DELETE `/qps/{vp/}session/{id}`: the ended session, or 404 (docs/facts/qlik-sense.md §1.3
 * and §1.5).
 */
export function deleteSession({ site, prefix }: QpsContext, captured: PathParams): OutgoingResponse {
  const session = site.sessions.find(prefix, captured('id'))
  if (!session) return empty(404)
  if (site.defects.has('endKeepsSession')) site.sessions.unlist(session)
  else site.sessions.end(session)
  return json(200, wrapSession(toWire(session, site), site.unknowns.deleteSessionShape))
}

/**
 * Wraps an ended session: two clients read it under the key `Session` (docs/facts/qlik-sense.md
 * §1.4).
 */
const wrapSession = (session: object, shape: 'wrapped' | 'bare'): object =>
  shape === 'wrapped' ? { Session: session } : session

/**
 * Handles GET `/qps/{vp/}user/{directory}/{id}`: the user's sessions (docs/facts/qlik-sense.md
 * §1.3).
 */
export const listSessionsOfUser = ({ site, prefix }: QpsContext, captured: PathParams): OutgoingResponse =>
  json(
    200,
    site.sessions.ofUser(prefix, readUserParams(captured)).map(session => toWire(session, site)),
  )

/**
 * Handles DELETE `/qps/{vp/}user/{directory}/{id}`: ends all sessions of the user
 * (docs/facts/qlik-sense.md §1.3).
 */
export function deleteUser({ site, prefix }: QpsContext, captured: PathParams): OutgoingResponse {
  const ended = site.sessions.ofUser(prefix, readUserParams(captured))
  for (const session of ended) site.sessions.end(session)
  return json(
    200,
    ended.map(session => wrapSession(toWire(session, site), site.unknowns.deleteUserShape)),
  )
}

const readUserParams = (captured: PathParams) => ({
  userDirectory: captured('directory'),
  userId: captured('id'),
})
