import { requestHub, requestQps } from '../client.ts'
import { type BehaviorCases, COOKIE, clock, POSTED_USER, type Probe, USER } from './behavior-case.ts'

/** The behaviors of the front end. */
export type FrontEndBehavior =
  | 'cookieDefaults'
  | 'setCookieAgain'
  | 'clearsInvalidCookie'
  | 'sessionCookieTwice'
  | 'timerBeforeFirstUse'
  | 'timerOnUse'
  | 'limitCounts'
  | 'sixthSession'
  | 'noAccessPass'
  | 'unauthenticatedCall'
  | 'logoutUri'
  | 'logoutNeeds'
  | 'hostNotAccepted'
  | 'antiCsrfCookie'
  | 'userDirectoryCase'

const probeHubStatus =
  (session: object, settings: object = {}): Probe =>
  async qlik => {
    qlik.addSession({ ...USER, ...session, sessionId: 'id' })
    return (await requestHub(qlik, '/hub/', COOKIE, settings)).status
  }

const probeAfterMinutes =
  (minutes: number, useAfter?: number): Probe =>
  async qlik => {
    qlik.addSession({ ...USER, sessionId: 'id' })
    if (useAfter !== undefined) {
      clock.advance({ minutes: useAfter })
      await requestHub(qlik, '/hub/', COOKIE)
    }
    clock.advance({ minutes })
    return qlik.sessions.length
  }

const probeSixthSession: Probe = async qlik => {
  for (const sessionId of '12345') {
    qlik.addSession({ ...USER, sessionId })
    await requestHub(qlik, '/hub/', { 'X-Qlik-Session': sessionId })
  }
  qlik.addSession({ ...USER, sessionId: '6' })
  const { status, body } = await requestHub(qlik, '/hub/', { 'X-Qlik-Session': '6' })
  return [status, body.includes('too many sessions active in parallel')]
}

export const FRONT_END_CASES: BehaviorCases<FrontEndBehavior> = {
  cookieDefaults: {
    probe: async qlik => {
      const { json } = await requestQps(qlik, 'POST ticket', POSTED_USER)
      const { headers } = await requestHub(qlik, `/hub/?qlikTicket=${Object(json).Ticket}`)
      return headers['set-cookie']?.[0]?.replace(/=[^;]*/, '')
    },
    expected: {
      secure: 'X-Qlik-Session; Path=/; HttpOnly; Secure',
      secureLax: 'X-Qlik-Session; Path=/; HttpOnly; Secure; SameSite=Lax',
      secureNone: 'X-Qlik-Session; Path=/; HttpOnly; Secure; SameSite=None',
      plain: 'X-Qlik-Session; Path=/; HttpOnly',
    },
  },
  setCookieAgain: {
    probe: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'id' })
      return (await requestHub(qlik, '/hub/', COOKIE)).headers['set-cookie']
    },
    expected: {
      no: undefined,
      yes: ['X-Qlik-Session=id; Path=/; HttpOnly; Secure'],
      bare: ['X-Qlik-Session=id; Path=/'],
    },
  },
  clearsInvalidCookie: {
    probe: async qlik => (await requestHub(qlik, '/hub/', COOKIE)).headers['set-cookie'],
    expected: {
      no: undefined,
      yes: ['X-Qlik-Session=; Path=/; HttpOnly; Secure; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    },
  },
  sessionCookieTwice: {
    probe: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'one' })
      qlik.addSession({ ...USER, userId: 'User2', sessionId: 'two' })
      const cookie = 'X-Qlik-Session=one; X-Qlik-Session=two'
      return Object((await requestHub(qlik, '/qps/user', {}, { headers: { cookie } })).json).userId
    },
    expected: { first: 'User1', last: 'User2' },
  },
  timerBeforeFirstUse: { probe: probeAfterMinutes(31), expected: { runs: 0, waits: 1 } },
  timerOnUse: { probe: probeAfterMinutes(20, 20), expected: { startsAgain: 1, runsOn: 0 } },
  limitCounts: {
    probe: async qlik => {
      for (const sessionId of '12345') qlik.addSession({ ...USER, sessionId })
      return probeHubStatus({})(qlik)
    },
    expected: { usedSessions: 200, allSessions: 403 },
  },
  sixthSession: {
    probe: probeSixthSession,
    expected: { hubWorks: [200, false], hubPage: [200, true], hub403: [403, true] },
  },
  noAccessPass: {
    probe: async qlik => {
      qlik.addSession({ userDirectory: 'DOMAIN', userId: 'NoAccess', sessionId: 'id' })
      return (await requestHub(qlik, '/hub/', COOKIE)).body.includes('because you have no access pass')
    },
    expected: { hubWorks: false, hubPage: true },
  },
  unauthenticatedCall: {
    probe: async qlik => [
      (await requestHub(qlik, '/api/hub/about')).status,
      (await requestHub(qlik, '/hub/')).status,
    ],
    expected: { '302': [302, 302], '401': [401, 302] },
  },
  logoutUri: {
    probe: async qlik => {
      qlik.addSession({ ...USER, prefix: 'sales', sessionId: 'id' })
      const { json } = await requestHub(qlik, '/sales/qps/user', { 'X-Qlik-Session-sales': 'id' })
      return new URL(Object(json).logoutUri).pathname
    },
    expected: { withPrefix: '/sales/qps/user', withoutPrefix: '/qps/user' },
  },
  logoutNeeds: {
    probe: async qlik => {
      const logOut = async (headers = {}) => {
        qlik.addSession({ ...USER, sessionId: 'id' })
        return (await requestHub(qlik, '/qps/user', COOKIE, { method: 'DELETE', headers })).status
      }
      return [await logOut(), await logOut({ 'qlik-csrf-token': 'any' })]
    },
    expected: { nothing: [204, 204], xrfkeyOrCsrfToken: [403, 204] },
  },
  hostNotAccepted: {
    probe: probeHubStatus({}, { headers: { host: 'stranger.test' }, tls: { servername: 'localhost' } }),
    expected: { '400': 400, '403': 403 },
  },
  antiCsrfCookie: {
    probe: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'id' })
      const { headers } = await requestHub(qlik, '/qps/csrftoken', COOKIE)
      return headers['set-cookie']?.[0]?.split('=')[0]
    },
    expected: { none: undefined, Abacaxi: 'Abacaxi' },
  },
  userDirectoryCase: {
    probe: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'id' })
      return Object((await requestHub(qlik, '/qps/user', COOKIE)).json).userDirectory
    },
    expected: { asSent: 'Domain', upperCased: 'DOMAIN' },
  },
}
