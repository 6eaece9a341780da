import { message } from '#messages/message'
import type { Session } from '#protocol/commands'
import { failure } from '#protocol/errors'
import { formatUserName, isSameUser, type UserName } from '#protocol/identity'
import { quote } from '#protocol/text'
import type { SiteConfiguration } from '../../config/schema.ts'
import { type Endpoint, type HttpResponse, maxListBytes } from '../http/endpoint.ts'
import { hideSecret } from '../http/hide-secret.ts'
import type { QlikRequest } from '../http/qlik-request.ts'
import { resolveEndpoint } from '../site-endpoint.ts'
import { sessionPath, sessionsPath, ticketPath, userPath } from './paths.ts'
import { createQpsSender, type QpsRequestOptions } from './send.ts'
import {
  type EndedSession,
  parseCreatedSession,
  parseEnded,
  parseQpsSession,
  parseQpsSessions,
  parseTicket,
  type QpsSession,
  type SessionInput,
  type Ticket,
  type TicketInput,
  toSessionBody,
  toTicketBody,
} from './wire.ts'

/**
 * The main API of the Qlik Sense Proxy Service (docs/facts/qlik-sense.md §1). Every method throws
 * the codes of the groups network and qlik.
 */
export interface QpsClient {
  postSession(input: SessionInput, options: QpsRequestOptions): Promise<Session>
  /** Resolves with undefined if Qlik Sense does not know the session. */
  getSession(prefix: string, sessionId: string, options: QpsRequestOptions): Promise<QpsSession | undefined>
  /** Resolves with undefined if Qlik Sense did not know the session. */
  deleteSession(
    prefix: string,
    sessionId: string,
    options: QpsRequestOptions,
  ): Promise<EndedSession | undefined>
  /** Lists the sessions of a virtual proxy that were created on this proxy node. */
  listSessions(prefix: string, options: QpsRequestOptions): Promise<QpsSession[]>
  listUserSessions(prefix: string, user: UserName, options: QpsRequestOptions): Promise<QpsSession[]>
  /** Ends every session of the user on the virtual proxy and returns them. */
  deleteUserSessions(prefix: string, user: UserName, options: QpsRequestOptions): Promise<QpsSession[]>
  postTicket(input: TicketInput, options: QpsRequestOptions): Promise<Ticket>
}

/** Loads the site's credential and returns a client. Throws the codes of the group credential. */
export const connectToQps = async (site: SiteConfiguration): Promise<QpsClient> =>
  createQpsClient(await resolveEndpoint(site, 'qps'))

function createQpsClient(endpoint: Endpoint): QpsClient {
  const { address } = endpoint
  const send = createQpsSender(endpoint)
  return {
    async postSession(input, options) {
      const request = toPostRequest(sessionsPath(input.prefix), toSessionBody(input))
      const response = await send(request, input, options)
      const session = parseCreatedSession(response, address)
      if (isRequestedSession(session, input)) return { ...session, attributes: input.identity.attributes }
      options.onRejected?.()
      throw otherSessionFailure(session, response, address, input.sessionId)
    },

    async getSession(prefix, sessionId, options) {
      const request = toGetRequest(sessionPath(prefix, sessionId))
      const response = await send(request, { prefix, sessionId, mayBeMissing: true }, options)
      return response.status === 404 ? undefined : parseQpsSession(response, address)
    },

    async deleteSession(prefix, sessionId, options) {
      const request: QlikRequest = { method: 'DELETE', path: sessionPath(prefix, sessionId) }
      const response = await send(request, { prefix, sessionId, mayBeMissing: true }, options)
      return response.status === 404 ? undefined : parseEnded(response, address)
    },

    async listSessions(prefix, options) {
      const response = await send(toGetRequest(sessionsPath(prefix)), { prefix }, withListLimit(options))
      return parseQpsSessions(response, address)
    },

    async listUserSessions(prefix, user, options) {
      const response = await send(toGetRequest(userPath(prefix, user)), { prefix }, withListLimit(options))
      return parseQpsSessions(response, address)
    },

    async deleteUserSessions(prefix, user, options) {
      const request: QlikRequest = { method: 'DELETE', path: userPath(prefix, user) }
      return parseQpsSessions(await send(request, { prefix }, withListLimit(options)), address)
    },

    async postTicket(input, options) {
      const request = toPostRequest(ticketPath(input.prefix), toTicketBody(input))
      return parseTicket(await send(request, input, options), address)
    },
  }
}

const toGetRequest = (path: string): QlikRequest => ({ method: 'GET', path })
const toPostRequest = (path: string, body: object): QlikRequest => ({
  method: 'POST',
  path,
  body: JSON.stringify(body),
})

/** Leaves room for fifty thousand sessions. */
const withListLimit = (options: QpsRequestOptions): QpsRequestOptions => ({
  maxBodyBytes: maxListBytes,
  ...options,
})

type ReturnedSession = Omit<Session, 'attributes'>

/**
 * Undocumented: for a session id in use, the response may be the existing session.
 */
const isRequestedSession = (session: ReturnedSession, input: SessionInput): boolean =>
  session.sessionId === input.sessionId && isSameUser(session, input.identity)

const otherSessionFailure = (
  session: ReturnedSession,
  { status }: HttpResponse,
  address: string,
  sessionId: string,
) =>
  failure('UNEXPECTED_RESPONSE', {
    address,
    status,
    problem: message('reason.otherSession', { user: quote(hideSecret(formatUserName(session), sessionId)) }),
  })
