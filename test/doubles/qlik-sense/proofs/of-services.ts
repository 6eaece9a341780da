import { expect } from 'vitest'
import { askHub, askQps, askQrs } from '../ask.ts'
import type { UnknownName } from '../unknowns.ts'
import type { FrontEndName } from './of-front-end.ts'
import { COOKIE, type Look, POSTED, type Proofs, USER } from './proof.ts'

const LARGE = [{ Group: 'x'.repeat(20_000) }]

const post =
  (body: object, path = 'session'): Look =>
  async qlik => {
    const { status, json } = await askQps(qlik, `POST ${path}`, body)
    return { status, json }
  }

/** The switches of QPS and QRS. */
export const SERVICES: Proofs<Exclude<UnknownName, FrontEndName>> = {
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
}
