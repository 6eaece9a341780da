import { expect, it } from 'vitest'
import type { FaultName } from '../../../doubles/qlik-sense/faults.ts'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { runForError, runForResult, runHubpass } from '../../../support/run-hubpass.ts'

it('prints the response of the Repository Service', async () => {
  await using harness = await startCompanionWithQlik()
  expect(await runForResult(harness, 'qrs', 'acme', 'about')).toMatchObject({ buildVersion: '26.31.3.0' })
  const [request] = harness.qlik.requests
  expect(request).toMatchObject({
    endpoint: 'qrs',
    method: 'GET',
    path: '/qrs/about',
    headers: { 'x-qlik-user': 'UserDirectory=internal;UserId=sa_api' },
  })
  const output = await runHubpass(harness, 'qrs', 'acme', '/qrs/about')
  expect(output).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(output.stdout)).toMatchObject({ schemaPath: 'About' })
})

it('sends a query', async () => {
  await using harness = await startCompanionWithQlik()
  const path = "virtualproxyconfig/full?filter=prefix eq 'sales'&xrfkey=abc"
  expect(await runForResult(harness, 'qrs', 'acme', path)).toMatchObject([{ prefix: 'sales' }])
})

it.each(['../qps/session', 'a/../../qps/session', 'https://other/qrs/about', '//other/about', ''])(
  'rejects the path %j before it sends a request',
  async path => {
    await using harness = await startCompanionWithQlik()
    const error = await runForError(harness, 'qrs', 'acme', path)
    expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2, details: { field: 'Path' } })
    expect(harness.qlik.requests).toEqual([])
  },
)

it('reports an unknown path with address and service', async () => {
  await using harness = await startCompanionWithQlik()
  const error = await runForError(harness, 'qrs', 'acme', 'nothing/here')
  expect(error).toMatchObject({
    code: 'UNEXPECTED_RESPONSE',
    exitCode: 5,
    details: { status: 404, address: new URL(harness.qlik.qrs).host, service: 'QRS' },
  })
  expect(error.remedy).toContain('Repository Service (4242)')
})

it('reports a response without a body', async () => {
  await using harness = await startCompanionWithQlik()
  const { message } = await runForError(harness, 'qrs', 'acme', 'nope')
  expect(message).toBe(`${new URL(harness.qlik.qrs).host} responded with 404: the response is empty.`)
})

it.each<[FaultName, string, number]>([
  ['refused', 'CONNECTION_REFUSED', 4],
  ['garbage', 'UNEXPECTED_RESPONSE', 5],
  ['hangUp', 'CONNECTION_CLOSED', 4],
])('reports the fault %s as %s', async (fault, code, exitCode) => {
  await using harness = await startCompanionWithQlik()
  await harness.qlik.fault(fault, { endpoint: 'qrs' })
  expect(await runForError(harness, 'qrs', 'acme', 'about')).toMatchObject({ code, exitCode })
  expect(await runForError(harness, 'virtual-proxies', 'acme')).toMatchObject({ code, exitCode })
})

it('lists virtual proxies with the proxies that serve them', async () => {
  await using harness = await startCompanionWithQlik({
    virtualProxies: [
      { prefix: '', description: 'Central Proxy (Default)' },
      {
        prefix: 'portal',
        sessionCookieHeaderName: 'My-Portal',
        sessionCookieDomain: '.qlik.test',
        sameSiteAttributeHttps: 1,
        hasSecureAttributeHttp: true,
        sameSiteAttributeHttp: 3,
        sessionInactivityTimeout: 5,
        authenticationModuleRedirectUri: 'http://localhost:3000/login',
        websocketCrossOriginWhiteList: ['portal.qlik.test'],
      },
      { prefix: 'unlinked', linked: false },
    ],
  })
  const { qlik } = harness
  const proxies = [
    {
      name: 'Central',
      host: 'localhost',
      port: Number(new URL(qlik.hub).port),
      restPort: Number(new URL(qlik.qps).port),
    },
  ]
  expect(await runForResult(harness, 'virtual-proxies', 'acme')).toMatchObject({
    virtualProxies: [
      {
        prefix: '',
        description: 'Central Proxy (Default)',
        cookieName: 'X-Qlik-Session',
        cookieDomain: '',
        https: { secure: true, sameSite: 'no attribute' },
        http: { secure: false, sameSite: 'no attribute' },
        linked: true,
        proxies,
      },
      {
        prefix: 'portal',
        cookieName: 'My-Portal',
        cookieDomain: '.qlik.test',
        https: { secure: true, sameSite: 'none' },
        http: { secure: true, sameSite: 'strict' },
        timeoutMinutes: 5,
        authenticationModuleUri: 'http://localhost:3000/login',
        hostAllowList: ['portal.qlik.test'],
        linked: true,
        proxies,
      },
      { prefix: 'unlinked', linked: false, proxies: [] },
    ],
  })
  const { stdout } = await runHubpass(harness, 'virtual-proxies', 'acme')
  expect(stdout.split('\n\n')).toEqual([
    expect.stringMatching(/^\(default\) {2}Central Proxy \(Default\)\n {2}Hub +https:/),
    expect.stringContaining('My-Portal, for .qlik.test'),
    expect.stringContaining('none: link it in the QMC'),
  ])
})

it('omits fields that older releases do not report', async () => {
  await using harness = await startCompanionWithQlik({ unknowns: { virtualProxyFields: 'old' } })
  expect(await runForResult(harness, 'virtual-proxies', 'acme')).toMatchObject({
    virtualProxies: expect.arrayContaining([
      expect.objectContaining({ prefix: 'sales', https: {}, http: {}, cookieName: 'X-Qlik-Session-sales' }),
    ]),
  })
  const { stdout } = await runHubpass(harness, 'virtual-proxies', 'acme')
  expect(stdout).not.toContain('On https')
})
