import { requestHub, requestQps, requestQrs, requestUrl, XRFKEY } from '../client.ts'
import { addSession, COOKIES, type DefectCase, FOREIGN_ORIGIN, whoIs } from './defect-case.ts'

const LOGOUT_KEY = { 'X-Qlik-Xrfkey': XRFKEY }
const LOGOUT = `/sales/qps/user?xrfkey=${XRFKEY}`

const logOut = (qlik: Parameters<typeof addSession>[0], headers: Record<string, string> = LOGOUT_KEY) =>
  requestHub(qlik, headers === LOGOUT_KEY ? LOGOUT : '/sales/qps/user', COOKIES, {
    method: 'DELETE',
    headers,
  })

export const SESSION_CASES = {
  logoutKeepsSession: {
    probe: async qlik => {
      addSession(qlik)
      return [(await logOut(qlik)).status, await whoIs(qlik), qlik.sessions.length]
    },
    sound: [204, 'inactive', 0],
    defective: [204, 'User1', 1],
  },
  endKeepsSession: {
    probe: async qlik => {
      addSession(qlik)
      const { status } = await requestQps(qlik, 'DELETE sales/session/good')
      return [status, await whoIs(qlik), (await requestQps(qlik, 'GET sales/session/good')).json]
    },
    sound: [200, 'inactive', null],
    defective: [200, 'User1', null],
  },
  logoutKeepsCookie: {
    probe: async qlik => {
      addSession(qlik)
      return (await logOut(qlik)).headers['set-cookie']?.[0]?.includes('Expires=Thu, 01 Jan 1970')
    },
    sound: true,
    defective: undefined,
  },
  sessionsNeverIdle: {
    probe: async (qlik, clock) => {
      addSession(qlik)
      clock.advance({ minutes: 31 })
      return whoIs(qlik)
    },
    sound: 'inactive',
    defective: 'User1',
  },
  usedSessionsNeverEnd: {
    probe: async (qlik, clock) => {
      addSession(qlik)
      for (let step = 0; step < 3; step += 1) {
        clock.advance({ minutes: 25 })
        await whoIs(qlik)
      }
      return whoIs(qlik)
    },
    sound: 'inactive',
    defective: 'User1',
  },
  longInactivityTimeout: {
    probe: async qlik => {
      const { json } = await requestQrs(qlik, 'GET virtualproxyconfig/full')
      return Object(json)[0].sessionInactivityTimeout
    },
    sound: 30,
    defective: 1440,
  },
  sessionsSharedAcrossProxies: {
    probe: async qlik => {
      addSession(qlik)
      return whoIs(qlik, { 'X-Qlik-Session': 'good' }, { path: '/qps/user' })
    },
    sound: 'inactive',
    defective: 'User1',
  },
  nodesShareSessions: {
    probe: async qlik => {
      addSession(qlik)
      const headers = { cookie: 'X-Qlik-Session-sales=good' }
      const { json } = await requestUrl(qlik, `${qlik.rimHub}/sales/qps/user`, { headers })
      return Object(json).session ?? Object(json).userId
    },
    sound: 'inactive',
    defective: 'User1',
  },
  frontEndIgnoresXrfkey: {
    probe: async qlik => {
      addSession(qlik)
      const send = async (query: string, headers: Record<string, string>) =>
        (await requestHub(qlik, `/sales/qrs/about${query}`, COOKIES, { headers })).status
      const other = { 'X-Qlik-Xrfkey': 'fedcba9876543210' }
      const key = `?xrfkey=${XRFKEY}`
      return [await send('', {}), await send(key, other), await send(key, LOGOUT_KEY)]
    },
    sound: [403, 403, 200],
    defective: [200, 200, 200],
  },
  forgedLogoutAccepted: {
    probe: async qlik => {
      addSession(qlik)
      return [(await logOut(qlik, { origin: FOREIGN_ORIGIN })).status, await whoIs(qlik)]
    },
    sound: [403, 'User1'],
    defective: [204, 'inactive'],
  },
  clientBindingIgnored: {
    probe: async qlik => {
      addSession(qlik)
      const as = (userAgent: string) => whoIs(qlik, COOKIES, { headers: { 'user-agent': userAgent } })
      return [await as('one'), await as('other'), await as('one')]
    },
    sound: ['User1', 'inactive', 'User1'],
    defective: ['User1', 'User1', 'User1'],
  },
} satisfies Record<string, DefectCase>
