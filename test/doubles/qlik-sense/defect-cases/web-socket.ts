import { requestQps } from '../client.ts'
import type { QlikSenseDouble } from '../double.ts'
import { connectToEngine, fetchToken, type HandshakeOptions } from '../engine/engine-client.ts'
import { addSession, COOKIES, type DefectCase, FOREIGN_ORIGIN } from './defect-case.ts'

async function connect(qlik: QlikSenseDouble, options: HandshakeOptions = {}) {
  addSession(qlik)
  const token = await fetchToken(qlik, COOKIES)
  return connectToEngine(qlik, { cookies: COOKIES, token, ...options })
}

export const WEB_SOCKET_CASES = {
  socketOutlivesSession: {
    probe: async qlik => {
      const { socket, receive } = await connect(qlik)
      await receive('OnConnected')
      await requestQps(qlik, 'DELETE sales/session/good')
      const pong = new Promise(resolve => socket.once('pong', () => resolve('open')))
      const end = new Promise(resolve => socket.once('close', () => resolve('closed')))
      socket.ping()
      return Promise.race([end, pong.then(() => (qlik.sockets.length > 0 ? 'open' : end))])
    },
    sound: 'closed',
    defective: 'open',
  },
  sixthSessionAccepted: {
    probe: async qlik => {
      const ids = ['good', '2', '3', '4', '5', '6']
      const sockets = []
      for (const sessionId of ids) {
        addSession(qlik, { sessionId })
        sockets.push(await connectToEngine(qlik, { cookies: { 'X-Qlik-Session-sales': sessionId } }))
      }
      const sixth = sockets.at(-1)
      await Promise.race([sixth?.receive('OnConnected'), sixth?.closed])
      return sixth?.frames.at(-1)?.method
    },
    sound: 'OnMaxParallelSessionsExceeded',
    defective: 'OnConnected',
  },
  webSocketOriginUnchecked: {
    probe: async qlik => (await connect(qlik, { origin: FOREIGN_ORIGIN })).status,
    sound: 403,
    defective: 101,
  },
  webSocketTokenUnchecked: {
    probe: async qlik => (await connect(qlik, { token: '' })).status,
    sound: 403,
    defective: 101,
  },
  webSocketNamesOtherUser: {
    probe: async qlik => (await (await connect(qlik)).receive('OnAuthenticationInformation'))?.userId,
    sound: 'User1',
    defective: 'User1-other',
  },
  webSocketOpenToAll: {
    probe: async qlik => {
      const { receive } = await connect(qlik, { cookies: {} })
      return (await receive('OnAuthenticationInformation'))?.mustAuthenticate
    },
    sound: true,
    defective: false,
  },
  accessPassRefused: {
    probe: async qlik => (await (await connect(qlik)).receive('OnConnected'))?.qSessionState,
    sound: 'SESSION_CREATED',
    defective: 'SESSION_ERROR_NO_LICENSE',
  },
} satisfies Record<string, DefectCase>
