import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { requestHub } from './client.ts'
import { QlikSenseDouble } from './double.ts'

let qlik: QlikSenseDouble
beforeAll(async () => {
  qlik = await QlikSenseDouble.start({
    virtualProxies: [
      { prefix: '' },
      { prefix: 'sales', websocketCrossOriginWhiteList: ['alias.test'] },
      { prefix: 'open', anonymousAccessMode: 1 },
    ],
  })
})
afterAll(() => qlik[Symbol.asyncDispose]())
beforeEach(() => {
  qlik.addSession({ prefix: 'sales', sessionId: 'good', userDirectory: 'domain', userId: 'User1' })
})

const SIGNED_IN = { 'X-Qlik-Session-sales': 'good' }

it('/qps/user describes the signed-in user in camelCase', async () => {
  expect(await requestHub(qlik, '/sales/qps/user', SIGNED_IN)).toMatchObject({
    status: 200,
    json: {
      userDirectory: 'domain',
      userId: 'User1',
      userName: 'User One',
      logoutUri: `${qlik.hub}/sales/qps/user`,
    },
  })
})

it('/qps/user uses the id as name when QRS does not know the user', async () => {
  qlik.addSession({ sessionId: 'new', userDirectory: 'ANY', userId: 'body' })
  expect((await requestHub(qlik, '/qps/user', { 'X-Qlik-Session': 'new' })).json).toMatchObject({
    userName: 'body',
  })
})

it.each([
  ['without a targetUri', ''],
  ['with a targetUri on another host', '?targetUri=https%3A%2F%2Fstranger.test%2Fsales%2Fhub%2F'],
  ['with a targetUri that is none', '?targetUri=hub'],
])('/qps/user answers only "inactive" without a session, %s', async (_, query) => {
  const { status, json } = await requestHub(qlik, `/sales/qps/user${query}`)
  expect([status, json]).toEqual([200, { session: 'inactive' }])
})

it.each(['https://localhost/sales/hub/', 'https://qlik.test/sales/hub/', 'https://alias.test/sales/hub/'])(
  '/qps/user returns the login address for the targetUri %s',
  async targetUri => {
    const query = encodeURIComponent(targetUri)
    const { json } = await requestHub(qlik, `/sales/qps/user?targeturi=${query}`)
    expect(json).toEqual({
      session: 'inactive',
      loginUri: `${qlik.hub}/sales/internal_forms_authentication/?targetUri=${query}`,
    })
  },
)

it('/qps/user returns NONE for an anonymous user, who may open the hub', async () => {
  const { json } = await requestHub(qlik, '/open/qps/user')
  expect(json).toEqual({
    userDirectory: 'NONE',
    userId: expect.stringMatching(/^anonymous[0-9a-f-]{36}$/),
    session: 'inactive',
  })
  expect((await requestHub(qlik, '/open/hub/')).body).toContain('data-user="NONE\\anonymous')
})

it("logout answers 204 and ends the user's sessions on that virtual proxy only", async () => {
  const user = { userDirectory: 'DOMAIN', userId: 'User1' }
  qlik.addSession({ ...user, prefix: 'sales', sessionId: 'also' })
  qlik.addSession({ ...user, sessionId: 'elsewhere' })
  qlik.addSession({ ...user, userId: 'User2', prefix: 'sales', sessionId: 'other user' })
  expect((await requestHub(qlik, '/sales/qps/user', SIGNED_IN, { method: 'DELETE' })).status).toBe(204)
  const left = qlik.sessions.map(({ sessionId }) => sessionId)
  expect(left).toEqual(expect.arrayContaining(['elsewhere', 'other user']))
  expect(left).not.toEqual(expect.arrayContaining(['good']))
  expect(left).not.toEqual(expect.arrayContaining(['also']))
})

it('logout ends nothing without a session', async () => {
  expect((await requestHub(qlik, '/sales/qps/user', {}, { method: 'DELETE' })).status).toBe(204)
})

it('/qps/csrftoken returns a token in a header', async () => {
  const { status, headers } = await requestHub(qlik, '/sales/qps/csrftoken', SIGNED_IN)
  expect([status, headers['qlik-csrf-token']]).toEqual([204, expect.stringMatching(/^[0-9a-f]{32}$/)])
})

it.each(['/sales/qps/csrftoken', '/sales/qps/restarted', '/sales/api/hub/about'])(
  '%s redirects to the login without a session',
  async path => {
    expect((await requestHub(qlik, path)).status).toBe(302)
  },
)

it('unknown paths answer 404 to a signed-in browser', async () => {
  expect((await requestHub(qlik, '/sales/api/hub/nowhere', SIGNED_IN)).status).toBe(404)
})
