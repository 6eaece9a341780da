import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestHub, requestQrs, requestUrl, XRFKEY } from './client.ts'
import { QlikSenseDouble } from './double.ts'
import { USERS_OF_EACH_KIND } from './site/users.ts'

let qlik: QlikSenseDouble
beforeAll(async () => {
  qlik = await QlikSenseDouble.start({ plainHubPort: 0 })
})
afterAll(() => qlik[Symbol.asyncDispose]())

const listPrefixes = (items: unknown) => (Array.isArray(items) ? items.map(({ prefix }) => prefix) : items)

it('QRS returns its version', async () => {
  expect(await requestQrs(qlik, 'GET about')).toMatchObject({
    status: 200,
    json: { schemaPath: 'About', nodeType: 1 },
  })
})

it('QRS lists every virtual proxy, including unlinked ones', async () => {
  const { json } = await requestQrs(qlik, 'GET virtualproxyconfig/full')
  expect(listPrefixes(json)).toEqual(['', 'sales', 'portal', 'unlinked'])
})

it('QRS returns the cookie settings of a virtual proxy', async () => {
  const { json } = await requestQrs(qlik, "GET virtualproxyconfig/full?filter=prefix%20eq%20'sales'")
  expect(json).toMatchObject([
    {
      prefix: 'sales',
      sessionCookieHeaderName: 'X-Qlik-Session-sales',
      sessionCookieDomain: '',
      hasSecureAttributeHttps: true,
      sameSiteAttributeHttps: 0,
      sessionInactivityTimeout: 30,
      schemaPath: 'VirtualProxyConfig',
      defaultVirtualProxy: false,
    },
  ])
})

it("QRS finds the default virtual proxy by prefix eq ''", async () => {
  const { json } = await requestQrs(qlik, "GET virtualproxyconfig?filter=prefix%20eq%20''")
  expect(json).toMatchObject([{ prefix: '', defaultVirtualProxy: true }])
})

it('QRS lists the configured proxy nodes', async () => {
  await using site = await QlikSenseDouble.start({
    furtherProxies: [{ name: 'Rim', hostName: 'rim.test', restListenPort: 4343 }],
  })
  const { json } = await requestQrs(site, 'GET proxyservice/full')
  expect(json).toMatchObject([
    { serverNodeConfiguration: { name: 'Central', hostName: 'localhost' } },
    {
      serverNodeConfiguration: { name: 'Rim', hostName: 'rim.test' },
      settings: { listenPort: 443, restListenPort: 4343, virtualProxies: [{ prefix: '' }, {}, {}] },
    },
  ])
})

it('QRS lists the linked virtual proxies and the ports in use', async () => {
  const { json } = await requestQrs(qlik, 'GET proxyservice/full')
  expect(json).toMatchObject([
    {
      serverNodeConfiguration: { hostName: 'localhost' },
      settings: {
        listenPort: Number(new URL(qlik.hub).port),
        restListenPort: Number(new URL(qlik.qps).port),
        allowHttp: true,
        virtualProxies: [{ prefix: '' }, { prefix: 'sales' }, { prefix: 'portal' }],
      },
    },
  ])
})

it.each(['proxyservice/local', 'proxyservice', 'ssl/ping'])('QRS answers /qrs/%s', async path => {
  expect((await requestQrs(qlik, `GET ${path}`)).status).toBe(200)
})

it('QRS finds items by id', async () => {
  for (const kind of ['virtualproxyconfig', 'proxyservice']) {
    const { json } = await requestQrs(qlik, `GET ${kind}/full`)
    const [{ id } = { id: '' }] = Array.isArray(json) ? json : []
    expect((await requestQrs(qlik, `GET ${kind}/${id}`)).json).toMatchObject({ id })
    expect((await requestQrs(qlik, `GET ${kind}/nothing`)).status).toBe(404)
  }
})

it('QRS finds a user by directory and id', async () => {
  const filter = encodeURIComponent("userDirectory eq 'DOMAIN' and userId eq 'User1'")
  const { json } = await requestQrs(qlik, `GET user/full?filter=${filter}`)
  expect(json).toMatchObject([{ userDirectory: 'DOMAIN', userId: 'User1', name: 'User One' }])
})

describe('users of each kind', () => {
  let site: QlikSenseDouble
  beforeAll(async () => {
    site = await QlikSenseDouble.start({ users: USERS_OF_EACH_KIND })
  })
  afterAll(() => site[Symbol.asyncDispose]())

  const list = async (path: string): Promise<unknown[]> => {
    const { json } = await requestQrs(site, `GET ${path}`)
    return Array.isArray(json) ? json : []
  }

  it.each([
    ['admin', { roles: ['RootAdmin', 'AuditAdmin'], inactive: false, blacklisted: false }],
    ['inactive', { inactive: true, blacklisted: false, removedExternally: false }],
    ['blocked', { inactive: true, blacklisted: true }],
    ['removed', { inactive: true, removedExternally: true }],
  ])('QRS describes the user "%s"', async (userId, expected) => {
    const filter = encodeURIComponent(`userDirectory eq 'KINDS' and userId eq '${userId}'`)
    expect(await list(`user/full?filter=${filter}`)).toMatchObject([{ userId, ...expected }])
  })

  it.each([
    ['professional', 'quarantined', { quarantined: true }],
    ['analyzer', 'analyzer', { quarantined: false }],
    ['user', 'token', { quarantined: false }],
  ])('QRS lists the %s access of the user "%s"', async (kind, userId, expected) => {
    const filter = encodeURIComponent(`user.userId eq '${userId}'`)
    expect(await list(`license/${kind}accesstype/full?filter=${filter}`)).toMatchObject([expected])
  })

  it.each(['login', 'analyzertime'])('QRS lists %s access without users', async kind => {
    expect(await list(`license/${kind}accesstype/full`)).toEqual([
      expect.not.objectContaining({ user: expect.anything() }),
    ])
  })

  it.each([
    ['login', 'login'],
    ['analyzertime', 'minutes'],
  ])('QRS lists who has used %s access', async (kind, userId) => {
    expect(await list(`license/${kind}accessusage/full`)).toMatchObject([{ user: { userId } }])
  })

  it('QRS counts how many access passes are left', async () => {
    expect((await requestQrs(site, 'GET license/accesstypeoverview')).json).toMatchObject({
      totalTokens: 100,
      availableTokens: 99,
      tokensEnabled: true,
      professionalAccess: { enabled: true, total: 25, allocated: 4, quarantined: 1, available: 20 },
      analyzerAccess: { total: 25, allocated: 1, available: 24 },
      analyzerTimeAccess: { enabled: true, allocatedMinutes: 1000, usedMinutes: 60 },
      loginAccess: { enabled: true, allocatedTokens: 5, usedTokens: 1 },
    })
    expect((await requestQrs(site, 'GET license/accesstypeinfo')).json).toMatchObject({
      availableTokens: 99,
      userAccessType: { allocatedTokens: 1 },
    })
  })

  it('QRS describes the license without its key', async () => {
    const { json } = await requestQrs(site, 'GET license')
    expect(json).toMatchObject({ isExpired: false, serial: '', key: '' })
  })

  it('hub refuses an inactive user', async () => {
    site.addSession({ userDirectory: 'KINDS', userId: 'inactive', sessionId: 'id' })
    const { status, body } = await requestHub(site, '/hub/', { 'X-Qlik-Session': 'id' })
    expect([status, body.includes('Your account is inactive')]).toEqual([403, true])
  })
})

it('QRS rejects an unsupported filter', async () => {
  expect((await requestQrs(qlik, 'GET user/full?filter=nonsense')).status).toBe(400)
})

it.each(['UserDirectory:INTERNAL;UserId:sa_api', '', 'INTERNAL\\sa_api'])(
  'QRS rejects the caller "%s"',
  async caller => {
    expect(await requestQrs(qlik, 'GET about', { headers: { 'X-Qlik-User': caller } })).toMatchObject({
      status: 403,
      body: 'Unknown users not allowed for repository calls, missing or malformed http header: X-Qlik-User',
    })
  },
)

it('QRS rejects a request without xrfkeys as forged', async () => {
  expect(await requestUrl(qlik, `${qlik.qrs}/qrs/about`)).toMatchObject({
    status: 403,
    body: 'XSRF prevention check failed. Possible XSRF discovered.',
  })
})

it('QRS answers 403 without a client certificate', async () => {
  expect((await requestQrs(qlik, 'GET about', { withoutCertificate: true })).status).toBe(403)
})

it('QRS answers 404 to a path with a virtual proxy prefix', async () => {
  expect((await requestUrl(qlik, `${qlik.qrs}/sales/qrs/about?xrfkey=${XRFKEY}`)).status).toBe(404)
})
