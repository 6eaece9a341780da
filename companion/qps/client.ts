import type { Session } from '#protocol/commands'
import { failure } from '#protocol/errors'
import { isSameUser, nameOf } from '#protocol/identity'
import { quote } from '#protocol/quote'
import type { SiteConfiguration } from '../config/schema.ts'
import {
  type HeldSession,
  parseEnded,
  parseHeldSession,
  parseHeldSessions,
  parseSession,
  parseTicket,
  type Ticket,
} from './answers.ts'
import { asker, type CallLimits } from './asker.ts'
import { type SessionWish, sessionBody, type TicketWish, ticketBody } from './bodies.ts'
import { doorTo } from './door.ts'
import type { Answer, Door } from './exchange.ts'
import { sessionPath, sessionsPath, ticketPath, type UserName, userPath } from './paths.ts'
import type { Question } from './service.ts'

/** The main API of the Qlik Sense Proxy Service (qlik-sense-facts §1). All of it throws the codes of the groups network and qlik. */
export interface QpsClient {
  postSession(wish: SessionWish, limits: CallLimits): Promise<Session>
  /** Undefined when Qlik Sense does not know the session. */
  getSession(prefix: string, sessionId: string, limits: CallLimits): Promise<HeldSession | undefined>
  /** False when Qlik Sense did not know the session. */
  deleteSession(prefix: string, sessionId: string, limits: CallLimits): Promise<boolean>
  /** All sessions of a virtual proxy, as far as they were made on this proxy node. */
  listSessions(prefix: string, limits: CallLimits): Promise<HeldSession[]>
  listSessionsOf(prefix: string, user: UserName, limits: CallLimits): Promise<HeldSession[]>
  /** Ends every session of the user on the virtual proxy; gives those. */
  logOut(prefix: string, user: UserName, limits: CallLimits): Promise<HeldSession[]>
  postTicket(wish: TicketWish, limits: CallLimits): Promise<Ticket>
}

/** A client with the site's credential, which is loaded now. Throws the codes of the group credential. */
export const connectToQps = async (site: SiteConfiguration): Promise<QpsClient> =>
  qpsBehind(await doorTo(site, 'qps'))

function qpsBehind(door: Door): QpsClient {
  const { address } = door
  const expectAnswer = asker(door)
  return {
    async postSession(wish, limits) {
      const question = post(sessionsPath(wish.prefix), sessionBody(wish))
      const answer = await expectAnswer(question, wish, limits)
      const session = parseSession(answer, address)
      if (isOurs(session, wish)) return { ...session, attributes: wish.identity.attributes }
      limits.onRefused?.()
      throw notOurs(session, answer, address)
    },

    async getSession(prefix, sessionId, limits) {
      const question = get(sessionPath(prefix, sessionId))
      const answer = await expectAnswer(question, { prefix, sessionId, mayBeMissing: true }, limits)
      return answer.status === 404 ? undefined : parseHeldSession(answer, address)
    },

    async deleteSession(prefix, sessionId, limits) {
      const question: Question = { method: 'DELETE', path: sessionPath(prefix, sessionId) }
      const answer = await expectAnswer(question, { prefix, sessionId, mayBeMissing: true }, limits)
      return answer.status !== 404 && parseEnded(answer)
    },

    async listSessions(prefix, limits) {
      const answer = await expectAnswer(get(sessionsPath(prefix)), { prefix }, ofLists(limits))
      return parseHeldSessions(answer, address)
    },

    async listSessionsOf(prefix, user, limits) {
      const answer = await expectAnswer(get(userPath(prefix, user)), { prefix }, ofLists(limits))
      return parseHeldSessions(answer, address)
    },

    async logOut(prefix, user, limits) {
      const question: Question = { method: 'DELETE', path: userPath(prefix, user) }
      return parseHeldSessions(await expectAnswer(question, { prefix }, ofLists(limits)), address)
    },

    async postTicket(wish, limits) {
      const question = post(ticketPath(wish.prefix), ticketBody(wish))
      return parseTicket(await expectAnswer(question, wish, limits), address)
    },
  }
}

const get = (path: string): Question => ({ method: 'GET', path })
const post = (path: string, body: object): Question => ({ method: 'POST', path, body: JSON.stringify(body) })

/** Room for a hundred thousand sessions. */
const ofLists = (limits: CallLimits): CallLimits => ({ maxBodyBytes: 64 * 1024 * 1024, ...limits })

type Made = Omit<Session, 'attributes'>

/** What happens to a session id that is taken is not known: the answer may be the session that has it. */
const isOurs = (session: Made, wish: SessionWish): boolean =>
  session.sessionId === wish.sessionId && isSameUser(session, wish.identity)

const notOurs = (session: Made, { status }: Answer, address: string) =>
  failure('UNEXPECTED_RESPONSE', {
    address,
    status,
    problem: `it speaks of another session, of the user ${quote(nameOf(session))}: choose another session id`,
  })
