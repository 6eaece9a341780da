import { askHub, askQps } from '../ask.ts'
import { COOKIE, clock, type Look, POSTED, type Proofs, USER } from './proof.ts'

/** The switches of the front end. */
export type FrontEndName =
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

const hubStatusOf =
  (session: object, settings: object = {}): Look =>
  async qlik => {
    qlik.addSession({ ...USER, ...session, sessionId: 'id' })
    return (await askHub(qlik, '/hub/', COOKIE, settings)).status
  }

const afterMinutes =
  (minutes: number, useAfter?: number): Look =>
  async qlik => {
    qlik.addSession({ ...USER, sessionId: 'id' })
    if (useAfter !== undefined) {
      clock.advance({ minutes: useAfter })
      await askHub(qlik, '/hub/', COOKIE)
    }
    clock.advance({ minutes })
    return qlik.sessions.length
  }

const sixth: Look = async qlik => {
  for (const sessionId of '12345') {
    qlik.addSession({ ...USER, sessionId })
    await askHub(qlik, '/hub/', { 'X-Qlik-Session': sessionId })
  }
  qlik.addSession({ ...USER, sessionId: '6' })
  const { status, body } = await askHub(qlik, '/hub/', { 'X-Qlik-Session': '6' })
  return [status, body.includes('too many sessions active in parallel')]
}

export const FRONT_END: Proofs<FrontEndName> = {
  cookieDefaults: {
    look: async qlik => {
      const { json } = await askQps(qlik, 'POST ticket', POSTED)
      const { headers } = await askHub(qlik, `/hub/?qlikTicket=${Object(json).Ticket}`)
      return headers['set-cookie']?.[0]?.replace(/=[^;]*/, '')
    },
    seen: {
      secure: 'X-Qlik-Session; Path=/; HttpOnly; Secure',
      secureLax: 'X-Qlik-Session; Path=/; HttpOnly; Secure; SameSite=Lax',
      secureNone: 'X-Qlik-Session; Path=/; HttpOnly; Secure; SameSite=None',
      plain: 'X-Qlik-Session; Path=/; HttpOnly',
    },
  },
  setCookieAgain: {
    look: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'id' })
      return (await askHub(qlik, '/hub/', COOKIE)).headers['set-cookie']
    },
    seen: {
      no: undefined,
      yes: ['X-Qlik-Session=id; Path=/; HttpOnly; Secure'],
      bare: ['X-Qlik-Session=id; Path=/'],
    },
  },
  clearsInvalidCookie: {
    look: async qlik => (await askHub(qlik, '/hub/', COOKIE)).headers['set-cookie'],
    seen: {
      no: undefined,
      yes: ['X-Qlik-Session=; Path=/; HttpOnly; Secure; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    },
  },
  sessionCookieTwice: {
    look: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'one' })
      qlik.addSession({ ...USER, userId: 'User2', sessionId: 'two' })
      const cookie = 'X-Qlik-Session=one; X-Qlik-Session=two'
      return Object((await askHub(qlik, '/qps/user', {}, { headers: { cookie } })).json).userId
    },
    seen: { first: 'User1', last: 'User2' },
  },
  timerBeforeFirstUse: { look: afterMinutes(31), seen: { runs: 0, waits: 1 } },
  timerOnUse: { look: afterMinutes(20, 20), seen: { startsAgain: 1, runsOn: 0 } },
  limitCounts: {
    look: async qlik => {
      for (const sessionId of '12345') qlik.addSession({ ...USER, sessionId })
      return hubStatusOf({})(qlik)
    },
    seen: { usedSessions: 200, allSessions: 403 },
  },
  sixthSession: { look: sixth, seen: { hubWorks: [200, false], hubPage: [200, true], hub403: [403, true] } },
  noAccessPass: {
    look: async qlik => {
      qlik.addSession({ userDirectory: 'DOMAIN', userId: 'NoAccess', sessionId: 'id' })
      return (await askHub(qlik, '/hub/', COOKIE)).body.includes('because you have no access pass')
    },
    seen: { hubWorks: false, hubPage: true },
  },
  unauthenticatedCall: {
    look: async qlik => [(await askHub(qlik, '/api/hub/about')).status, (await askHub(qlik, '/hub/')).status],
    seen: { '302': [302, 302], '401': [401, 302] },
  },
  logoutUri: {
    look: async qlik => {
      qlik.addSession({ ...USER, prefix: 'sales', sessionId: 'id' })
      const { json } = await askHub(qlik, '/sales/qps/user', { 'X-Qlik-Session-sales': 'id' })
      return new URL(Object(json).logoutUri).pathname
    },
    seen: { withPrefix: '/sales/qps/user', withoutPrefix: '/qps/user' },
  },
  logoutNeeds: {
    look: async qlik => {
      const logOut = async (headers = {}) => {
        qlik.addSession({ ...USER, sessionId: 'id' })
        return (await askHub(qlik, '/qps/user', COOKIE, { method: 'DELETE', headers })).status
      }
      return [await logOut(), await logOut({ 'qlik-csrf-token': 'any' })]
    },
    seen: { nothing: [204, 204], xrfkeyOrCsrfToken: [403, 204] },
  },
  hostNotAccepted: {
    look: hubStatusOf({}, { headers: { host: 'stranger.test' }, tls: { servername: 'localhost' } }),
    seen: { '400': 400, '403': 403 },
  },
  antiCsrfCookie: {
    look: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'id' })
      const { headers } = await askHub(qlik, '/qps/csrftoken', COOKIE)
      return headers['set-cookie']?.[0]?.split('=')[0]
    },
    seen: { none: undefined, Abacaxi: 'Abacaxi' },
  },
  userDirectoryCase: {
    look: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'id' })
      return Object((await askHub(qlik, '/qps/user', COOKIE)).json).userDirectory
    },
    seen: { asSent: 'Domain', upperCased: 'DOMAIN' },
  },
}
