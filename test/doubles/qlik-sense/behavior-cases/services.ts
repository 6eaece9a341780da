import { expect } from 'vitest'
import { requestHub, requestQps, requestQrs } from '../client.ts'
import type { BehaviorName } from '../unverified-behaviors.ts'
import { type BehaviorCases, COOKIE, POSTED_USER, type Probe, USER } from './behavior-case.ts'
import type { EngineBehavior } from './engine.ts'
import type { FrontEndBehavior } from './front-end.ts'

const LARGE_ATTRIBUTES = [{ Group: 'x'.repeat(20_000) }]

const probePost =
  (body: object, path = 'session'): Probe =>
  async qlik => {
    const { status, json } = await requestQps(qlik, `POST ${path}`, body)
    return { status, json }
  }

/** The behaviors of QPS and QRS. */
export const SERVICE_CASES: BehaviorCases<Exclude<BehaviorName, FrontEndBehavior | EngineBehavior>> = {
  noClientCertificate: {
    probe: async qlik =>
      requestQps(qlik, 'GET alive', undefined, { withoutCertificate: true }).then(
        ({ status, headers }) => [status, headers['content-type']?.split(';')[0]],
        (error: { code: string }) => error.code,
      ),
    expected: {
      http403: [403, 'text/plain'],
      http403Page: [403, 'text/html'],
      tlsAlert: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    },
  },
  xsrfRefusal: {
    probe: async qlik =>
      (await requestQps(qlik, 'GET alive', undefined, { headers: { 'X-Qlik-Xrfkey': '' } })).body,
    expected: {
      text: 'XSRF prevention check failed',
      longText: 'XSRF prevention check failed. Possible XSRF discovered.',
      page: expect.stringMatching(/<html>.*XSRF prevention check failed</),
    },
  },
  xrfkeyOfWrongShape: {
    probe: async qlik =>
      (await requestQps(qlik, 'GET alive?xrfkey=short', undefined, { headers: { 'X-Qlik-Xrfkey': 'short' } }))
        .status,
    expected: { refuse403: 403, refuse400: 400, accept: 200 },
  },
  unknownPrefixOnQps: {
    probe: async qlik =>
      (await requestQps(qlik, 'POST nowhere/session', { ...POSTED_USER, SessionId: 'id' })).status,
    expected: { '404': 404, '400': 400, '403': 403, '500': 500, accept: 201 },
  },
  duplicateSessionId: {
    probe: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'id' })
      const { status } = await requestQps(qlik, 'POST session', {
        ...POSTED_USER,
        UserId: 'User2',
        SessionId: 'id',
      })
      return [status, qlik.sessions[0]?.userId]
    },
    expected: {
      replace: [201, 'User2'],
      keepFirst: [201, 'User1'],
      refuse409: [409, 'User1'],
      refuse400: [400, 'User1'],
      refuse500: [500, 'User1'],
    },
  },
  identityRefusal: {
    probe: async qlik => {
      const { status, body, json } = await requestQps(qlik, 'POST session', {
        UserDirectory: 'DOMAIN',
        SessionId: 'id',
      })
      return [status, json ?? body]
    },
    expected: {
      '500': [500, 'Required property &#39;UserId&#39; not found in JSON'],
      '400': [400, "Required property 'UserId' not found in JSON"],
      '400Json': [400, { error: "Required property 'UserId' not found in JSON" }],
    },
  },
  sessionIdAbsent: {
    probe: probePost(POSTED_USER),
    expected: {
      refuse: { status: 500, json: undefined },
      generate: {
        status: 201,
        json: expect.objectContaining({ SessionId: expect.stringMatching(/^[0-9a-f-]{36}$/) }),
      },
    },
  },
  contentTypeNotJson: {
    probe: async qlik =>
      (
        await requestQps(
          qlik,
          'POST session',
          { ...POSTED_USER, SessionId: 'id' },
          { headers: { 'content-type': 'text/plain' } },
        )
      ).status,
    expected: { accept: 201, '415': 415, '400': 400 },
  },
  attributesTooLarge: {
    probe: async qlik => [
      (
        await requestQps(qlik, 'POST session', {
          ...POSTED_USER,
          Attributes: LARGE_ATTRIBUTES,
          SessionId: 'id',
        })
      ).status,
      (await requestHub(qlik, '/hub/', COOKIE)).status,
    ],
    expected: { hub400: [201, 400], '400': [400, 302], '413': [413, 302], '500': [500, 302] },
  },
  attributesWhenAbsent: {
    probe: probePost({ ...POSTED_USER, SessionId: 'id' }),
    expected: {
      null: { status: 201, json: { ...POSTED_USER, Attributes: null, SessionId: 'id', NewUser: true } },
      emptyList: { status: 201, json: { ...POSTED_USER, Attributes: [], SessionId: 'id', NewUser: true } },
      absent: { status: 201, json: { ...POSTED_USER, SessionId: 'id', NewUser: true } },
    },
  },
  attributeShape: {
    probe: async qlik =>
      Object(
        (
          await requestQps(qlik, 'POST session', {
            ...POSTED_USER,
            Attributes: [{ A: 'v' }],
            SessionId: 'id',
          })
        ).json,
      ).Attributes,
    expected: { asPosted: [{ A: 'v' }], nameAndValue: [{ Name: 'A', Value: 'v' }] },
  },
  userNameInAnswers: {
    probe: async qlik =>
      Object.entries(
        Object((await requestQps(qlik, 'POST session', { ...POSTED_USER, SessionId: 'id' })).json),
      ).filter(([name]) => name === 'UserName'),
    expected: { absent: [], null: [['UserName', null]], userId: [['UserName', 'User1']] },
  },
  getUnknownSession: {
    probe: async qlik => {
      const { status, body } = await requestQps(qlik, 'GET session/unknown')
      return [status, body]
    },
    expected: {
      '200Null': [200, 'null'],
      '404': [404, ''],
      '404Null': [404, 'null'],
      '403': [403, 'Forbidden'],
    },
  },
  deleteSessionShape: {
    probe: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'id' })
      return (await requestQps(qlik, 'DELETE session/id')).json
    },
    expected: {
      wrapped: { Session: expect.objectContaining({ SessionId: 'id' }) },
      bare: expect.objectContaining({ SessionId: 'id' }),
    },
  },
  deleteUserShape: {
    probe: async qlik => {
      qlik.addSession({ ...USER, sessionId: 'id' })
      return (await requestQps(qlik, 'DELETE user/DOMAIN/User1')).json
    },
    expected: {
      bare: [expect.objectContaining({ SessionId: 'id' })],
      wrapped: [{ Session: expect.objectContaining({ SessionId: 'id' }) }],
    },
  },
  healthBody: {
    probe: async qlik => (await requestQps(qlik, 'GET health')).body,
    expected: { empty: '', json: '{"status":"OK"}', text: 'OK' },
  },
  aliveUnderPrefix: {
    probe: async qlik => (await requestQps(qlik, 'GET sales/alive')).status,
    expected: { '404': 404, '200': 200 },
  },
  qrsUserRefusal: {
    probe: async qlik => (await requestQrs(qlik, 'GET about', { headers: { 'X-Qlik-User': '' } })).status,
    expected: { '403': 403, '400': 400, '401': 401 },
  },
  virtualProxyFields: {
    probe: async qlik => {
      const { json } = await requestQrs(qlik, 'GET virtualproxyconfig/full')
      return Array.isArray(json) && 'sameSiteAttributeHttps' in json[0]
    },
    expected: { new: true, old: false },
  },
}
