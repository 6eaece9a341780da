import { afterAll, beforeAll, expect, it } from 'vitest'
import { requestQps, requestUrl, XRFKEY } from './client.ts'
import { createManualClock } from './clock.ts'
import { QlikSenseDouble } from './double.ts'

const clock = createManualClock()
let qlik: QlikSenseDouble
beforeAll(async () => {
  qlik = await QlikSenseDouble.start({ clock })
})
afterAll(() => qlik[Symbol.asyncDispose]())

const USER = { UserDirectory: 'DOMAIN', UserId: 'User1' }

it('QPS answers 201 with the posted fields in PascalCase for a new session', async () => {
  const user = { UserDirectory: 'DOMAIN', UserId: 'first' }
  const posted = { ...user, Attributes: [{ Group: 'A' }, { Group: '' }], SessionId: 'first' }
  const response = await requestQps(qlik, 'POST sales/session', posted)
  expect(response).toMatchObject({ status: 201, json: { ...posted, NewUser: true } })
  expect(response.headers['content-type']).toMatch(/^application\/json/)
})

it('QPS recognizes a user who already has a session on the virtual proxy', async () => {
  const user = { UserDirectory: 'DOMAIN', UserId: 'known' }
  qlik.addSession({ prefix: 'sales', userDirectory: 'DOMAIN', userId: 'known', sessionId: 'earlier' })
  const again = await requestQps(qlik, 'POST sales/session', { ...user, SessionId: 'second' })
  expect(again.json).toMatchObject({ NewUser: false })
  const elsewhere = await requestQps(qlik, 'POST session', { ...user, SessionId: 'second' })
  expect(elsewhere.json).toMatchObject({ NewUser: true })
})

it('QPS accepts property names in any case and trims the user', async () => {
  const response = await requestQps(qlik, 'POST session', {
    userDirectory: ' DOMAIN ',
    USERID: 'camel',
    sessionid: 'camel',
  })
  expect(response.json).toMatchObject({ UserDirectory: 'DOMAIN', UserId: 'camel', SessionId: 'camel' })
})

it.each(['session', '/session'])(
  'QPS creates a session of the default virtual proxy at /qps/%s',
  async path => {
    const response = await requestQps(qlik, `POST ${path}`, { ...USER, SessionId: `default ${path}` })
    expect(response.status).toBe(201)
    expect(qlik.sessions.at(-1)).toMatchObject({ prefix: '', sessionId: `default ${path}` })
  },
)

it('QPS returns a session by id, in the list and by its user', async () => {
  await requestQps(qlik, 'POST sales/session', {
    UserDirectory: 'DOMAIN',
    UserId: 'reader',
    SessionId: 'read me',
  })
  const session = { UserDirectory: 'DOMAIN', UserId: 'reader', Attributes: null, SessionId: 'read me' }
  expect((await requestQps(qlik, 'GET sales/session/read%20me')).json).toEqual(session)
  expect((await requestQps(qlik, 'GET sales/session')).json).toContainEqual(session)
  expect((await requestQps(qlik, 'GET sales/user/DOMAIN/reader')).json).toEqual([session])
  expect((await requestQps(qlik, 'GET portal/session')).json).toEqual([])
})

it('QPS ends and returns a session, then answers 404', async () => {
  qlik.addSession({ userDirectory: 'DOMAIN', userId: 'leaver', sessionId: 'over' })
  const response = await requestQps(qlik, 'DELETE session/over')
  expect(response).toMatchObject({ status: 200, json: { Session: { UserId: 'leaver', SessionId: 'over' } } })
  expect((await requestQps(qlik, 'DELETE session/over')).status).toBe(404)
})

it('QPS ends all sessions of a user on one virtual proxy and returns them', async () => {
  for (const [prefix, sessionId] of [
    ['', 'a'],
    ['', 'b'],
    ['sales', 'c'],
  ] as const)
    qlik.addSession({ prefix, sessionId, userDirectory: 'DOMAIN', userId: 'many' })
  const response = await requestQps(qlik, 'DELETE user/DOMAIN/many')
  expect(response).toMatchObject({ status: 200, json: [{ SessionId: 'a' }, { SessionId: 'b' }] })
  expect(qlik.sessions.filter(({ userId }) => userId === 'many')).toMatchObject([{ sessionId: 'c' }])
})

it('QPS issues a ticket of sixteen characters with its target address', async () => {
  const response = await requestQps(qlik, 'POST sales/ticket', USER)
  expect(response.status).toBe(201)
  expect(response.json).toMatchObject({
    ...USER,
    Ticket: expect.stringMatching(/^[-_.a-zA-Z0-9]{16}$/),
    TargetUri: `${qlik.hub}/sales/hub/`,
  })
})

it('QPS rejects a ticket request with an unknown target', async () => {
  const response = await requestQps(qlik, 'POST ticket', { ...USER, TargetId: 'nowhere' })
  expect(response).toMatchObject({ status: 500, body: 'Specified targetId nowhere was unknown' })
})

const requestWithKeys = (query: string, header: Record<string, string>) =>
  requestUrl(qlik, `${qlik.qps}/qps/session${query}`, { headers: header })

it.each([
  ['without both keys', '', {}],
  ['without the header', `?xrfkey=${XRFKEY}`, {}],
  ['without the query', '', { 'X-Qlik-Xrfkey': XRFKEY }],
  ['with two different keys', `?xrfkey=${XRFKEY}`, { 'X-Qlik-Xrfkey': 'fedcba9876543210' }],
  ['with a key of fifteen characters', '?xrfkey=0123456789abcde', { 'X-Qlik-Xrfkey': '0123456789abcde' }],
])('QPS rejects a request %s as forged', async (_, query, header) => {
  expect(await requestWithKeys(query, header)).toMatchObject({
    status: 403,
    body: 'XSRF prevention check failed',
  })
})

it.each(['xrfkey', 'Xrfkey', 'XRFKEY'])('QPS accepts the xrfkey parameter %s', async name => {
  expect((await requestWithKeys(`?${name}=${XRFKEY}`, { 'x-QLIK-xrfkey': XRFKEY })).status).toBe(200)
})

it('QPS answers 403 without a client certificate', async () => {
  expect(await requestQps(qlik, 'GET session', undefined, { withoutCertificate: true })).toMatchObject({
    status: 403,
    body: 'Forbidden',
  })
})

it.each([
  ['alive', { value: true }],
  ['health', undefined],
  ['about/default', {}],
  ['about/openapi/main', expect.objectContaining({ openapi: '3.0.0' })],
])('QPS answers /qps/%s', async (path, json) => {
  expect(await requestQps(qlik, `GET ${path}`)).toMatchObject({ status: 200, json })
})

it('QPS answers 405 to an unsupported method', async () => {
  expect(await requestQps(qlik, 'PUT session')).toMatchObject({
    status: 405,
    headers: { allow: 'POST, GET' },
  })
})

it('double records QPS requests and their callers', async () => {
  await requestQps(qlik, 'GET sales/session/asked')
  expect(qlik.requests.at(-1)).toMatchObject({
    endpoint: 'qps',
    secure: true,
    method: 'GET',
    path: '/qps/sales/session/asked',
    clientCertificate: { subject: 'CN=QlikClient', issuer: 'CN=LOCALHOST-CA', authorized: true },
    response: { status: 200 },
  })
  expect(qlik.requests.at(-1)?.query.get('xrfkey')).toBe(XRFKEY)
})

it('QPS reassigns a session id to the new user only', async () => {
  for (const userId of ['before', 'after'])
    qlik.addSession({ userDirectory: 'DOMAIN', userId, sessionId: 'taken' })
  expect((await requestQps(qlik, 'GET user/DOMAIN/before')).json).toEqual([])
  expect((await requestQps(qlik, 'GET user/domain/AFTER')).json).toMatchObject([{ SessionId: 'taken' }])
})
