import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { requestHub, requestQps, requestQrs, requestUrl } from './client.ts'
import { QlikSenseDouble } from './double.ts'

let qlik: QlikSenseDouble
beforeAll(async () => {
  qlik = await QlikSenseDouble.start({
    plainHubPort: 0,
    virtualProxies: [
      { prefix: '' },
      { prefix: 'sales', websocketCrossOriginWhiteList: ['alias.test'] },
      { prefix: 'portal', authenticationModuleRedirectUri: 'http://login.test:3000/login' },
      { prefix: 'query', authenticationModuleRedirectUri: 'http://login.test/?module=1' },
      { prefix: 'strict', sameSiteAttributeHttps: 3, sessionCookieDomain: 'qlik.test' },
      { prefix: 'unlinked', linked: false },
      { prefix: 'headers', additionalResponseHeaders: 'X-Frame-Options: DENY\nX-Name: a: b' },
    ],
  })
})
afterAll(() => qlik[Symbol.asyncDispose]())
beforeEach(() => {
  qlik.addSession({
    prefix: 'sales',
    sessionId: 'good',
    userDirectory: 'DOMAIN',
    userId: 'User1',
    attributes: [['Group', '<A>']],
  })
})

/** Simulates another name for the machine. TLS still uses the name in the certificate. */
const withHostName = (host: string) => ({ headers: { host }, tls: { servername: 'localhost' } })

const GUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'

it('hub page shows the signed-in user as text and as data attribute', async () => {
  const { status, headers, body } = await requestHub(qlik, '/sales/hub/', { 'X-Qlik-Session-sales': 'good' })
  expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(body).toContain('data-user="DOMAIN\\User1"')
  expect(body).toContain('<h1>Signed in as DOMAIN\\User1</h1>')
  expect(body).toContain('Group = &lt;A&gt;')
})

it('hub page is served at deeper paths', async () => {
  expect((await requestHub(qlik, '/sales/hub/my/work', { 'X-Qlik-Session-sales': 'good' })).status).toBe(200)
})

it('app page is served at any of its paths to a signed-in browser', async () => {
  const path = '/sales/sense/app/1f2e/sheet/3d4c/state/analysis'
  const { status, body } = await requestHub(qlik, path, { 'X-Qlik-Session-sales': 'good' })
  expect(status).toBe(200)
  expect(body).toContain('data-user="DOMAIN\\User1" data-virtual-proxy="sales" data-app="1f2e"')
  expect((await requestHub(qlik, path)).headers.location).toContain('/sales/internal_forms_authentication/')
  expect((await requestHub(qlik, '/sales/sense/nowhere', { 'X-Qlik-Session-sales': 'good' })).status).toBe(
    404,
  )
})

it.each([
  ['/', '/hub/'],
  ['/sales', '/sales/hub/'],
])('proxy redirects %s to %s', async (path, location) => {
  expect(await requestHub(qlik, path)).toMatchObject({ status: 301, headers: { location } })
})

it.each([
  ['no cookie', {}],
  ['a session that it does not know', { 'X-Qlik-Session-sales': 'unknown' }],
  ['the session under the cookie name of another virtual proxy', { 'X-Qlik-Session': 'good' }],
])('proxy redirects a browser with %s to the login form', async (_, cookies) => {
  const { status, headers } = await requestHub(qlik, '/sales/hub/', cookies)
  expect(status).toBe(302)
  expect(headers.location).toMatch(
    new RegExp(`^${qlik.hub}/sales/internal_forms_authentication/\\?targetId=${GUID}$`),
  )
  expect(headers['set-cookie']).toBeUndefined()
})

it('proxy rejects a session of another virtual proxy', async () => {
  expect((await requestHub(qlik, '/hub/', { 'X-Qlik-Session': 'good' })).status).toBe(302)
})

it('proxy redirects a browser on Windows to NTLM', async () => {
  const { headers } = await requestHub(
    qlik,
    '/sales/hub/',
    {},
    { headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0)' } },
  )
  expect(headers.location).toMatch(
    new RegExp(`^${qlik.hub}/sales/internal_windows_authentication/\\?targetId=${GUID}$`),
  )
  expect(await requestHub(qlik, '/sales/internal_windows_authentication/')).toMatchObject({
    status: 401,
    headers: { 'www-authenticate': 'NTLM' },
  })
})

it.each([
  ['portal', 'http://login.test:3000/login?'],
  ['query', 'http://login.test/?module=1&'],
])(
  'proxy redirects a browser without a session on "%s" to its authentication module',
  async (prefix, start) => {
    const proxyRestUri = `https%3a%2f%2flocalhost%3a${new URL(qlik.qps).port}%2fqps%2f${prefix}%2f`
    const { headers } = await requestHub(qlik, `/${prefix}/hub/`)
    const targetId = headers.location?.split('targetId=')[1] ?? ''
    expect(headers.location).toBe(`${start}proxyRestUri=${proxyRestUri}&targetId=${targetId}`)
    expect(targetId).toMatch(new RegExp(`^${GUID}$`))
  },
)

it.each(['nowhere', 'unlinked'])('proxy answers 400 with a long page for the prefix "%s"', async prefix => {
  const { status, body } = await requestHub(qlik, `/${prefix}/hub/`)
  expect([status, body.length]).toEqual([400, 88 * 1024])
  expect(body).toContain('<h1>The http request header is incorrect</h1>')
})

it('proxy answers the same 400 for a host name outside the allow list', async () => {
  expect((await requestHub(qlik, '/sales/hub/', {}, withHostName('stranger.test'))).status).toBe(400)
})

it('proxy accepts host names in the allow list', async () => {
  const response = await requestHub(
    qlik,
    '/sales/hub/',
    { 'X-Qlik-Session-sales': 'good' },
    withHostName('alias.test'),
  )
  expect(response.status).toBe(200)
})

it('proxy reads the cookie with the suffix -HTTP over plain http', async () => {
  const requestOverHttp = (name: string) =>
    fetch(`${qlik.plainHub}/sales/hub/`, { headers: { cookie: `${name}=good` }, redirect: 'manual' })
  expect((await requestOverHttp('X-Qlik-Session-sales-HTTP')).status).toBe(200)
  expect((await requestOverHttp('X-Qlik-Session-sales')).status).toBe(302)
})

it.each([
  ['sales', /^X-Qlik-Session-sales=[0-9a-f-]{36}; Path=\/; HttpOnly; Secure$/],
  [
    'strict',
    /^X-Qlik-Session-strict=[0-9a-f-]{36}; Path=\/; HttpOnly; Secure; SameSite=Strict; Domain=qlik\.test$/,
  ],
])(
  `proxy exchanges a ticket for "%s" for a cookie with the virtual proxy's attributes`,
  async (prefix, cookie) => {
    const { json } = await requestQps(qlik, `POST ${prefix}/ticket`, {
      UserDirectory: 'DOMAIN',
      UserId: 'User2',
    })
    const ticket = Object(json).Ticket
    const entered = await requestHub(qlik, `/${prefix}/hub/?QLIKticket=${ticket}`)
    expect(entered).toMatchObject({ status: 302, headers: { location: `${qlik.hub}/${prefix}/hub/` } })
    expect(entered.headers['set-cookie']).toEqual([expect.stringMatching(cookie)])
    expect((await requestHub(qlik, `/${prefix}/hub/?qlikTicket=${ticket}`)).headers.location).toContain(
      'internal_forms',
    )
  },
)

it('double records the cookies that it received and set', async () => {
  await requestUrl(qlik, `${qlik.hub}/sales/hub/`, {
    withoutCertificate: true,
    headers: { cookie: 'a=1; X-Qlik-Session-sales=good' },
  })
  expect(qlik.cookies.received).toContainEqual({ name: 'X-Qlik-Session-sales', value: 'good' })
  const response = await requestQps(qlik, 'POST strict/ticket', { UserDirectory: 'DOMAIN', UserId: 'User2' })
  await requestHub(qlik, `/strict/hub/?QLIKticket=${Object(response.json).Ticket}`)
  expect(qlik.cookies.set.at(-1)).toContain('X-Qlik-Session-strict=')
})

it('front end adds the response headers of the virtual proxy to every answer', async () => {
  for (const path of ['hub/', 'qps/user', 'api/hub/about', 'nowhere']) {
    const { headers } = await requestHub(qlik, `/headers/${path}`)
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-name': 'a: b' })
  }
  expect((await requestHub(qlik, '/sales/hub/')).headers['x-frame-options']).toBeUndefined()
})

it('hardened site may close the port of plain http', async () => {
  await using site = await QlikSenseDouble.start({ hardened: true, plainHubPort: 'none' })
  expect(site.plainHub).toBeUndefined()
  const { json } = await requestQrs(site, 'GET proxyservice/full')
  expect(json).toMatchObject([{ settings: { allowHttp: false, unencryptedListenPort: 80 } }, {}])
})

it.each(['', '/sales'])('front end names its release without a session below "%s"', async prefix => {
  const { json } = await requestHub(qlik, `${prefix}/resources/autogenerated/product-info.json`)
  expect(json).toMatchObject({
    composition: { deploymentType: 'QlikSenseServer', releaseLabel: 'May 2026 Patch 2' },
  })
})

it.each([
  ['a GUID', '0c6a2ad4-5f0e-4c64-8f0b-8a6f4f5d2f11'],
  ['36 characters of base64url', 'Zk3_b9-QmR7tYpL0sVx2WcN5dHjE8uGaT1oI'],
])('front end accepts a session id that is %s', async (_, SessionId) => {
  const posted = { UserDirectory: 'DOMAIN', UserId: 'User1', SessionId }
  expect((await requestQps(qlik, 'POST sales/session', posted)).json).toMatchObject({ SessionId })
  const { json } = await requestHub(qlik, '/sales/qps/user', { 'X-Qlik-Session-sales': SessionId })
  expect(json).toMatchObject({ userId: 'User1' })
})
