import { describe, expect, it } from 'vitest'
import { askHub, askQps, askQrs } from './ask.ts'
import { manualClock } from './clock.ts'
import { QlikSenseDouble } from './double.ts'
import { chooseUnknowns, UNKNOWNS, type UnknownName, type Unknowns } from './unknowns.ts'

const clock = manualClock()
const USER = { userDirectory: 'Domain', userId: 'User1' }
const POSTED = { UserDirectory: 'DOMAIN', UserId: 'User1' }
const LARGE = [{ Group: 'x'.repeat(20_000) }]
const COOKIE = { 'X-Qlik-Session': 'id' }

type Look = (qlik: QlikSenseDouble) => Promise<unknown>

/** How each switch is looked at, and what is to be seen for each of its values: none can be left out. */
type Proof<Name extends UnknownName> = { look: Look; seen: { [Value in Unknowns[Name]]: unknown } }

const post =
  (body: object, path = 'session'): Look =>
  async qlik => {
    const { status, json } = await askQps(qlik, `POST ${path}`, body)
    return { status, json }
  }

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

const PROOFS: { [Name in UnknownName]: Proof<Name> } = {
  noClientCertificate: {
    look: async qlik =>
      askQps(qlik, 'GET alive', undefined, { nameless: true }).then(
        ({ status, headers }) => [status, headers['content-type']?.split(';')[0]],
        (error: { code: string }) => error.code,
      ),
    seen: {
      http403: [403, 'text/plain'],
      http403Page: [403, 'text/html'],
      tlsAlert: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    },
  },
  xsrfRefusal: {
    look: async qlik =>
      (await askQps(qlik, 'GET alive', undefined, { headers: { 'X-Qlik-Xrfkey': '' } })).body,
    seen: {
      text: 'XSRF prevention check failed',
      longText: 'XSRF prevention check failed. Possible XSRF discovered.',
      page: expect.stringMatching(/<html>.*XSRF prevention check failed</),
    },
  },
  xrfkeyOfWrongShape: {
    look: async qlik =>
      (await askQps(qlik, 'GET alive?xrfkey=short', undefined, { headers: { 'X-Qlik-Xrfkey': 'short' } }))
        .status,
    seen: { refuse403: 403, refuse400: 400, accept: 200 },
  },
  unknownPrefixOnQps: {
    look: async qlik => (await askQps(qlik, 'POST nowhere/session', { ...POSTED, SessionId: 'id' })).status,
    seen: { '404': 404, '400': 400, '403': 403, '500': 500, accept: 201 },
  },
  duplicateSessionId: {
    look: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'id' })
      const { status } = await askQps(qlik, 'POST session', { ...POSTED, UserId: 'User2', SessionId: 'id' })
      return [status, qlik.sessions[0]?.userId]
    },
    seen: {
      replace: [201, 'User2'],
      keepFirst: [201, 'User1'],
      refuse409: [409, 'User1'],
      refuse400: [400, 'User1'],
      refuse500: [500, 'User1'],
    },
  },
  identityRefusal: {
    look: async qlik => {
      const { status, body, json } = await askQps(qlik, 'POST session', {
        UserDirectory: 'DOMAIN',
        SessionId: 'id',
      })
      return [status, json ?? body]
    },
    seen: {
      '500': [500, 'Required property &#39;UserId&#39; not found in JSON'],
      '400': [400, "Required property 'UserId' not found in JSON"],
      '400Json': [400, { error: "Required property 'UserId' not found in JSON" }],
    },
  },
  sessionIdAbsent: {
    look: post(POSTED),
    seen: {
      refuse: { status: 500, json: undefined },
      generate: {
        status: 201,
        json: expect.objectContaining({ SessionId: expect.stringMatching(/^[0-9a-f-]{36}$/) }),
      },
    },
  },
  contentTypeNotJson: {
    look: async qlik =>
      (
        await askQps(
          qlik,
          'POST session',
          { ...POSTED, SessionId: 'id' },
          { headers: { 'content-type': 'text/plain' } },
        )
      ).status,
    seen: { accept: 201, '415': 415, '400': 400 },
  },
  attributesTooLarge: {
    look: async qlik => [
      (await askQps(qlik, 'POST session', { ...POSTED, Attributes: LARGE, SessionId: 'id' })).status,
      (await askHub(qlik, '/hub/', COOKIE)).status,
    ],
    seen: { hub400: [201, 400], '400': [400, 302], '413': [413, 302], '500': [500, 302] },
  },
  attributesWhenAbsent: {
    look: post({ ...POSTED, SessionId: 'id' }),
    seen: {
      null: { status: 201, json: { ...POSTED, Attributes: null, SessionId: 'id', NewUser: true } },
      emptyList: { status: 201, json: { ...POSTED, Attributes: [], SessionId: 'id', NewUser: true } },
      absent: { status: 201, json: { ...POSTED, SessionId: 'id', NewUser: true } },
    },
  },
  attributeShape: {
    look: async qlik =>
      Object(
        (await askQps(qlik, 'POST session', { ...POSTED, Attributes: [{ A: 'v' }], SessionId: 'id' })).json,
      ).Attributes,
    seen: { asPosted: [{ A: 'v' }], nameAndValue: [{ Name: 'A', Value: 'v' }] },
  },
  userNameInAnswers: {
    look: async qlik =>
      Object.entries(
        Object((await askQps(qlik, 'POST session', { ...POSTED, SessionId: 'id' })).json),
      ).filter(([name]) => name === 'UserName'),
    seen: { absent: [], null: [['UserName', null]], userId: [['UserName', 'User1']] },
  },
  getUnknownSession: {
    look: async qlik => {
      const { status, body } = await askQps(qlik, 'GET session/unknown')
      return [status, body]
    },
    seen: { '200Null': [200, 'null'], '404': [404, ''], '404Null': [404, 'null'], '403': [403, 'Forbidden'] },
  },
  deleteSessionShape: {
    look: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'id' })
      return (await askQps(qlik, 'DELETE session/id')).json
    },
    seen: {
      wrapped: { Session: expect.objectContaining({ SessionId: 'id' }) },
      bare: expect.objectContaining({ SessionId: 'id' }),
    },
  },
  deleteUserShape: {
    look: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'id' })
      return (await askQps(qlik, 'DELETE user/DOMAIN/User1')).json
    },
    seen: {
      bare: [expect.objectContaining({ SessionId: 'id' })],
      wrapped: [{ Session: expect.objectContaining({ SessionId: 'id' }) }],
    },
  },
  healthBody: {
    look: async qlik => (await askQps(qlik, 'GET health')).body,
    seen: { empty: '', json: '{"status":"OK"}', text: 'OK' },
  },
  aliveUnderPrefix: {
    look: async qlik => (await askQps(qlik, 'GET sales/alive')).status,
    seen: { '404': 404, '200': 200 },
  },
  qrsUserRefusal: {
    look: async qlik => (await askQrs(qlik, 'GET about', { headers: { 'X-Qlik-User': '' } })).status,
    seen: { '403': 403, '400': 400, '401': 401 },
  },
  virtualProxyFields: {
    look: async qlik => {
      const { json } = await askQrs(qlik, 'GET virtualproxyconfig/full')
      return Array.isArray(json) && 'sameSiteAttributeHttps' in json[0]
    },
    seen: { new: true, old: false },
  },
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

/** A switch that shows only beside another. */
const BESIDE: Partial<Record<string, Partial<Unknowns>>> = { limitCounts: { sixthSession: 'hub403' } }

describe.each(Object.entries(PROOFS))('%s', (name, { look, seen }) => {
  it.each(Object.entries(seen))('can be %s', async (value, expected) => {
    const unknowns = { ...BESIDE[name], [name]: value }
    await using qlik = await QlikSenseDouble.start({ clock, unknowns })
    expect(await look(qlik)).toEqual(expected)
  })
})

it('takes the first value of each switch unless told', () => {
  const { duplicateSessionId, ...others } = chooseUnknowns({ duplicateSessionId: 'refuse409' })
  expect(duplicateSessionId).toBe('refuse409')
  for (const [name, value] of Object.entries(others)) expect(Object(UNKNOWNS)[name].values[0]).toBe(value)
})

it('says of each switch why it is there and which fact leaves it open', () => {
  for (const { why, fact } of Object.values(UNKNOWNS)) {
    expect(why).toMatch(/\w/)
    expect(fact).toMatch(/Unknown \d|§\d|not in the facts/)
  }
})
