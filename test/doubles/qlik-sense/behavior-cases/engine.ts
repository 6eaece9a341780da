import { requestHub } from '../client.ts'
import type { QlikSenseDouble } from '../double.ts'
import { connectToEngine, fetchToken, type HandshakeOptions } from '../engine/engine-client.ts'
import { type BehaviorCases, type Probe, USER } from './behavior-case.ts'

/** The behaviors of WebSockets and of what belongs to them. */
export type EngineBehavior =
  | 'logoutClearsCookie'
  | 'csrfTokenBelongsTo'
  | 'webSocketWithoutSession'
  | 'webSocketWithoutOrigin'
  | 'fatalGreeting'
  | 'socketOnSessionEnd'
  | 'changedUserAgent'

const SALES = { 'X-Qlik-Session-sales': 'id' }

const addSession = (qlik: QlikSenseDouble, options: object = {}) =>
  qlik.addSession({ ...USER, prefix: 'sales', sessionId: 'id', ...options })

/** Reports how far a handshake comes: its status, and the notifications until it is greeted or closed. */
async function observe(qlik: QlikSenseDouble, options: HandshakeOptions): Promise<unknown[]> {
  const { status, frames, closed, receive } = await connectToEngine(qlik, options)
  if (status !== 101) return [status]
  await Promise.race([closed, receive('OnConnected'), receive('OnAuthenticationInformation')])
  return [status, frames[0]?.method]
}

const probeHandshake =
  (options: (token: string) => HandshakeOptions): Probe =>
  async qlik => {
    addSession(qlik)
    return observe(qlik, options(await fetchToken(qlik, SALES)))
  }

const INTRODUCTION = 'OnAuthenticationInformation'

export const ENGINE_CASES: BehaviorCases<EngineBehavior> = {
  logoutClearsCookie: {
    probe: async qlik => {
      addSession(qlik)
      return (await requestHub(qlik, '/sales/qps/user', SALES, { method: 'DELETE' })).headers['set-cookie']
    },
    expected: {
      no: undefined,
      yes: ['X-Qlik-Session-sales=; Path=/; HttpOnly; Secure; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    },
  },
  csrfTokenBelongsTo: {
    probe: async qlik => {
      addSession(qlik, { sessionId: 'other' })
      const token = await fetchToken(qlik, { 'X-Qlik-Session-sales': 'other' })
      return probeHandshake(() => ({ cookies: SALES, token }))(qlik)
    },
    expected: { session: [403], virtualProxy: [101, INTRODUCTION] },
  },
  webSocketWithoutSession: {
    probe: async qlik => {
      addSession(qlik)
      const socket = await connectToEngine(qlik, { token: await fetchToken(qlik, SALES) })
      if (socket.status !== 101) return socket.status
      await socket.receive(INTRODUCTION)
      const { unknowns } = qlik.site
      return unknowns.webSocketWithoutSession === 'mustAuthenticate' ? qlik.sockets.length : socket.closed
    },
    expected: { mustAuthenticate: 1, mustAuthenticateAndClose: 1000, '401': 401, '403': 403 },
  },
  webSocketWithoutOrigin: {
    probe: probeHandshake(token => ({ cookies: SALES, token, origin: '' })),
    expected: { '403': [403], accept: [101, INTRODUCTION] },
  },
  fatalGreeting: {
    probe: async qlik => {
      addSession(qlik, { userDirectory: 'DOMAIN', userId: 'NoAccess' })
      const { frames, closed } = await connectToEngine(qlik, { cookies: SALES })
      await closed
      return frames.map(({ method }) => method)
    },
    expected: { afterIdentity: [INTRODUCTION, 'OnLicenseAccessDenied'], alone: ['OnLicenseAccessDenied'] },
  },
  socketOnSessionEnd: {
    probe: async qlik => {
      const session = addSession(qlik)
      const { frames, closed, receive } = await connectToEngine(qlik, { cookies: SALES })
      await receive('OnConnected')
      qlik.site.sessions.end(session)
      return [await closed, frames.at(-1)?.method]
    },
    expected: { notification: [1000, 'OnSessionClosed'], closeOnly: [1000, 'OnConnected'] },
  },
  changedUserAgent: {
    probe: async qlik => {
      addSession(qlik, { prefix: 'bound' })
      const cookies = { 'X-Qlik-Session-bound': 'id' }
      const token = await fetchToken(qlik, cookies, 'bound')
      await requestHub(qlik, '/bound/hub/', cookies, { headers: { 'user-agent': 'one' } })
      const other = { 'user-agent': 'other' }
      const { status } = await requestHub(qlik, '/bound/hub/', cookies, { headers: other })
      const path = '/bound/app/engineData'
      const { receive } = await connectToEngine(qlik, { path, cookies, token, headers: other })
      if (status !== 200) return [status, (await receive(INTRODUCTION))?.mustAuthenticate]
      return [status, (await receive('OnConnected'))?.qSessionState]
    },
    expected: {
      signedOut: [302, true],
      socketError: [200, 'SESSION_ERROR_SECURITY_HEADER_CHANGED'],
      ignored: [200, 'SESSION_CREATED'],
    },
  },
}
