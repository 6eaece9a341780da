import { randomUUID } from 'node:crypto'
import { type Answer, empty, json, text } from '../http/answer.ts'
import type { Captured } from '../http/routes.ts'
import { IdentityRefused, type Posted, parsePosted } from '../site/identity.ts'
import type { Session } from '../site/sessions.ts'
import type { Unknowns } from '../unknowns.ts'
import { attributesTooLarge } from './attribute-size.ts'
import type { Call } from './call.ts'
import { answerRefusal } from './refusals.ts'
import { toWire } from './wire.ts'

/** POST `/qps/{vp/}session`: 201, the posted fields and whether the user is new here (qlik-sense-facts.md §1.3). */
export function addSession({ question, site, prefix }: Call): Answer {
  try {
    const posted = parsePosted(question.body)
    const sessionId = posted.sessionId ?? absentId(site.unknowns)
    const taken = site.sessions.find(prefix, sessionId)
    return (
      attributesTooLarge(posted, site.unknowns) ??
      (taken
        ? DUPLICATE[site.unknowns.duplicateSessionId]({ question, site, prefix }, taken, posted)
        : undefined) ??
      added({ question, site, prefix }, sessionId, posted)
    )
  } catch (error) {
    return answerRefusal(error, site.unknowns)
  }
}

function added(
  { site, prefix }: Call,
  sessionId: string,
  { userDirectory, userId, attributes }: Posted,
): Answer {
  const identity = { userDirectory, userId, ...(attributes ? { attributes } : {}) }
  // True if new, false "if the user already had a session" (qlik-sense-facts.md §1.3).
  const NewUser = site.sessions.ofUser(prefix, identity).length === 0
  const session = site.sessions.add(prefix, sessionId, identity)
  return json(201, { ...toWire(session, site), NewUser })
}

function absentId({ sessionIdAbsent }: Unknowns): string {
  if (sessionIdAbsent === 'generate') return randomUUID()
  throw new IdentityRefused("Required property 'SessionId' not found in JSON")
}

type OnDuplicate = (call: Call, taken: Session, posted: Posted) => Answer | undefined

const DUPLICATE: Record<Unknowns['duplicateSessionId'], OnDuplicate> = {
  replace: () => undefined,
  keepFirst: ({ site }, taken) => json(201, { ...toWire(taken, site), NewUser: false }),
  refuse409: () => text(409, 'The session id is in use'),
  refuse400: () => text(400, 'The session id is in use'),
  refuse500: () => text(500, 'The session id is in use'),
}

/** GET `/qps/{vp/}session/{id}` (qlik-sense-facts.md §1.3). */
export function getSession({ site, prefix }: Call, captured: Captured): Answer {
  const session = site.sessions.find(prefix, captured('id'))
  return session ? json(200, toWire(session, site)) : UNKNOWN_SESSION[site.unknowns.getUnknownSession]()
}

const UNKNOWN_SESSION: Record<Unknowns['getUnknownSession'], () => Answer> = {
  '200Null': () => json(200, null),
  '404': () => empty(404),
  '404Null': () => json(404, null),
  '403': () => text(403, 'Forbidden'),
}

/** GET `/qps/{vp/}session`: all sessions of that virtual proxy (qlik-sense-facts.md §1.3). */
export const listSessions = ({ site, prefix }: Call): Answer =>
  json(
    200,
    site.sessions.of(prefix).map(session => toWire(session, site)),
  )

/** DELETE `/qps/{vp/}session/{id}`: the ended session, or 404 (qlik-sense-facts.md §1.3 and §1.5). */
export function deleteSession({ site, prefix }: Call, captured: Captured): Answer {
  const session = site.sessions.find(prefix, captured('id'))
  if (!session) return empty(404)
  site.sessions.end(session)
  return json(200, wrap(toWire(session, site), site.unknowns.deleteSessionShape))
}

/** Two clients read the ended session under the key `Session` (qlik-sense-facts.md §1.4). */
const wrap = (session: object, shape: 'wrapped' | 'bare'): object =>
  shape === 'wrapped' ? { Session: session } : session

/** GET `/qps/{vp/}user/{directory}/{id}`: the user's sessions (qlik-sense-facts.md §1.3). */
export const listSessionsOfUser = ({ site, prefix }: Call, captured: Captured): Answer =>
  json(
    200,
    site.sessions.ofUser(prefix, userIn(captured)).map(session => toWire(session, site)),
  )

/** DELETE `/qps/{vp/}user/{directory}/{id}`: all sessions that were connected to the user (qlik-sense-facts.md §1.3). */
export function deleteUser({ site, prefix }: Call, captured: Captured): Answer {
  const ended = site.sessions.ofUser(prefix, userIn(captured))
  for (const session of ended) site.sessions.end(session)
  return json(
    200,
    ended.map(session => wrap(toWire(session, site), site.unknowns.deleteUserShape)),
  )
}

const userIn = (captured: Captured) => ({ userDirectory: captured('directory'), userId: captured('id') })
