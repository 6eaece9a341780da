import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { DoubleOptions } from '../../../doubles/qlik-sense/settings.ts'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { rawServerName, startRawServer } from '../../../support/raw-server.ts'
import { runForError, runForResult, runHubpass, runHubpassJson } from '../../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'

const user = ['--user', 'DOMAIN\\User1']
const sales = ['login', 'acme', '--prefix', 'sales', ...user]

it('login --verify asks the hub and the personal API with the cookie', async () => {
  await using harness = await startCompanionWithQlik()
  expect(await runForResult(harness, ...sales, '--verify')).toMatchObject({
    verified: { userDirectory: 'DOMAIN', userId: 'User1' },
  })
  const asked = harness.qlik.requests.filter(({ endpoint }) => endpoint === 'proxy')
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /sales/hub/',
    'GET /sales/qps/user',
  ])
  const { stdout, code } = await runHubpass(harness, ...sales, '--verify')
  expect(code).toBe(0)
  expect(stdout).toContain(
    `Created a session for DOMAIN\\User1. Its cookie opens ${harness.qlik.hub}/sales/hub/`,
  )
})

it('login claims nothing about what its cookie opens unless it asked', async () => {
  await using harness = await startCompanionWithQlik()
  const { stdout } = await runHubpass(harness, ...sales)
  expect(stdout).not.toMatch(/\bopens\b/)
  expect(harness.qlik.requests.filter(({ endpoint }) => endpoint === 'proxy')).toEqual([])
})

it.each<[string, DoubleOptions, string, number]>([
  [
    'a cookie domain that does not include the host',
    { virtualProxies: [{ prefix: 'sales', sessionCookieDomain: '.other.example' }] },
    'VIRTUAL_PROXY_SETTING',
    5,
  ],
  [
    'SameSite None without Secure',
    { virtualProxies: [{ prefix: 'sales', sameSiteAttributeHttps: 1, hasSecureAttributeHttps: false }] },
    'VIRTUAL_PROXY_SETTING',
    5,
  ],
])('login warns of %s, and fails with --verify', async (_, settings, code, exitCode) => {
  await using harness = await startCompanionWithQlik(settings)
  const { document, stderr, code: exit } = await runHubpassJson(harness, ...sales)
  expect(exit).toBe(0)
  expect(document).toMatchObject({ result: { warnings: [{ code }] } })
  expect(stderr).toContain('Warning: The virtual proxy "sales"')
  expect(harness.qlik.sessions).toHaveLength(1)
  expect(await runForError(harness, ...sales, '--verify')).toMatchObject({ code, exitCode })
  expect(harness.qlik.sessions).toHaveLength(1)
})

it.each<[string, number, Record<string, string>, string, string, object]>([
  [
    'redirects to a login page',
    302,
    { location: 'https://login.example/in?ticket=x' },
    '',
    'NOT_SIGNED_IN',
    { sawInstead: 'https://login.example/in' },
  ],
  [
    'redirects to a login page of its own',
    302,
    { location: '/internal_forms_authentication/?a=b' },
    '',
    'NOT_SIGNED_IN',
    {},
  ],
  [
    'answers with an error page',
    503,
    {},
    '<html><title>Service\u001b[31m down</title>',
    'HUB_ERROR_PAGE',
    { status: 503 },
  ],
  [
    'denies access',
    200,
    {},
    '<p>You cannot access Qlik Sense because you have no access pass.</p>',
    'HUB_ERROR_PAGE',
    { title: 'You cannot access Qlik Sense because you have no access pass.' },
  ],
  ['says that nobody is signed in', 200, {}, '{"session":"inactive"}', 'NOT_SIGNED_IN', {}],
  [
    'names another user',
    200,
    {},
    '{"userDirectory":"DOMAIN","userId":"User2"}',
    'WRONG_IDENTITY',
    { expected: 'DOMAIN\\User1', received: 'DOMAIN\\User2' },
  ],
  ['names no user', 200, {}, '<html></html>', 'UNEXPECTED_RESPONSE', { service: 'hub' }],
])(
  'login --verify fails and ends the session if the hub %s',
  async (_, status, headers, body, code, details) => {
    await using harness = await startCompanionWithQlik()
    await using hub = await startPlainHub((_request, response) =>
      response.writeHead(status, headers).end(body),
    )
    await writeConfig(harness.home, siteConfigFor(harness.qlik, { hub: hub.origin }))
    const error = await runForError(harness, ...sales, '--verify')
    expect(error).toMatchObject({ code, details })
    expect(error.exitCode).toBe(code === 'UNEXPECTED_RESPONSE' ? 5 : 1)
    for (const hidden of ['ticket', '\u001b']) expect(error.output).not.toContain(hidden)
    expect(harness.qlik.sessions).toEqual([])
  },
)

it('login --verify accepts a redirect within the hub', async () => {
  await using harness = await startCompanionWithQlik()
  await using hub = await startPlainHub((request, response) =>
    request.url === '/sales/hub/'
      ? response.writeHead(302, { location: '/sales/hub/my/work' }).end()
      : response.end('{"userDirectory":"domain","userId":"USER1"}'),
  )
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { hub: hub.origin }))
  expect(await runForResult(harness, ...sales, '--verify')).toMatchObject({
    cookie: { name: 'X-Qlik-Session-sales-HTTP' },
  })
})

it('login --verify does not send the cookie to a hub whose certificate is not trusted', async () => {
  await using harness = await startCompanionWithQlik()
  let isAsked = false
  const foreign = await harness.qlik.writeCertificates('foreign')
  const [cert, key] = await Promise.all(
    ['client.pem', 'client_key.pem'].map(name => readFile(join(foreign, name))),
  )
  await using hub = await listen(
    createTlsServer({ cert, key }, (_request, response) => {
      isAsked = true
      response.end()
    }),
  )
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { hub: `https://${hub.address}` }))
  const error = await runForError(harness, ...sales, '--verify')
  expect(error).toMatchObject({ code: 'HUB_UNREACHABLE', exitCode: 1 })
  expect(isAsked).toBe(false)
  expect(harness.qlik.sessions).toEqual([])
})

it('login --verify does not accept a certificate for another name', async () => {
  await using harness = await startCompanionWithQlik()
  let isAsked = false
  await using hub = await startRawServer(harness.qlik, (_request, response) => {
    isAsked = true
    response.end()
  })
  expect(rawServerName).not.toBe('localhost')
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { hub: `https://${hub.address}` }))
  expect(await runForError(harness, ...sales, '--verify')).toMatchObject({ code: 'HUB_UNREACHABLE' })
  expect(isAsked).toBe(false)
})

it.each([
  ['login', ['login', 'acme', ...user]],
  ['session list', ['session', 'list', 'acme']],
  ['user logout', ['user', 'logout', 'acme', 'DOMAIN\\User1']],
])('%s asks QRS why a prefix is not known', async (_, line) => {
  await using harness = await startCompanionWithQlik()
  const unlinked = await runForError(harness, ...line, '--prefix', 'unlinked')
  expect(unlinked).toMatchObject({
    code: 'VIRTUAL_PROXY_NOT_LINKED',
    exitCode: 5,
    details: { prefix: 'unlinked' },
  })
  expect(unlinked.message).toContain('is not linked to a proxy')
  const unknown = await runForError(harness, ...line, '--prefix', 'sale')
  expect(unknown).toMatchObject({ code: 'VIRTUAL_PROXY_UNKNOWN', exitCode: 5 })
  // "unlinked" exists too, but this proxy does not serve it.
  expect(unknown.details.known).toEqual(['portal', 'sales'])
  expect(unknown.remedy).not.toContain('"unlinked"')
  expect(unknown.remedy).toContain('"sales"')
})

it('login reports an unknown prefix if QRS cannot say why', async () => {
  await using harness = await startCompanionWithQlik()
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { qrs: 'localhost:1' }))
  expect(await runForError(harness, 'login', 'acme', ...user, '--prefix', 'unlinked')).toMatchObject({
    code: 'VIRTUAL_PROXY_UNKNOWN',
    details: { prefix: 'unlinked' },
  })
})

async function startPlainHub(listener: RequestListener) {
  const { address, ...server } = await listen(createServer(listener))
  return { origin: `http://${address}`, ...server }
}

async function listen(server: Server | TlsServer) {
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `localhost:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
