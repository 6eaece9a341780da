import { execFileSync } from 'node:child_process'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { requestHub } from '../../../doubles/qlik-sense/client.ts'
import type { FaultName } from '../../../doubles/qlik-sense/faults.ts'
import type { VirtualProxyOptions } from '../../../doubles/qlik-sense/site/virtual-proxies.ts'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { runForError, runForResult, runHubpass, runHubpassJson } from '../../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'

interface LoginResult {
  cookie: { name: string }
}

const userArgs = ['--user', 'DOMAIN\\User1']

it('returns the session, its cookie and the virtual proxy', async () => {
  await using harness = await startCompanionWithQlik()
  const attributes = [
    '--attribute',
    'group=HR',
    '--attribute',
    'group=IT',
    '--attribute',
    'note=',
    '--attribute',
    'sum=a=b',
  ]
  const result = await runForResult(harness, 'login', 'acme', '--prefix', 'sales', ...userArgs, ...attributes)
  const { sessionId } = harness.qlik.sessions[0] ?? { sessionId: '' }
  expect(sessionId).toMatch(/^[0-9a-f-]{36}$/)
  expect(result).toEqual({
    session: {
      sessionId,
      userDirectory: 'DOMAIN',
      userId: 'User1',
      attributes: [
        { name: 'group', value: 'HR' },
        { name: 'group', value: 'IT' },
        { name: 'note', value: '' },
        { name: 'sum', value: 'a=b' },
      ],
      newUser: true,
    },
    cookie: {
      name: 'X-Qlik-Session-sales',
      value: sessionId,
      domain: 'localhost',
      hostOnly: true,
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'unspecified',
      url: `${harness.qlik.hub}/`,
    },
    cookieSources: {
      name: 'virtual proxy',
      domain: 'virtual proxy',
      secure: 'virtual proxy',
      sameSite: 'virtual proxy',
    },
    virtualProxy: {
      prefix: 'sales',
      settings: {
        description: 'sales',
        cookieName: 'X-Qlik-Session-sales',
        cookieDomain: '',
        https: { secure: true, sameSite: 'no attribute' },
        http: { secure: false, sameSite: 'no attribute' },
        timeoutMinutes: 30,
        authenticationModuleUri: '',
        hostAllowList: [],
        linked: true,
      },
    },
  })
})

it('creates a session that the hub accepts', async () => {
  await using harness = await startCompanionWithQlik()
  const { cookie } = (await runForResult(harness, 'login', 'acme', ...userArgs)) as {
    cookie: { name: string; value: string }
  }
  const { json } = await requestHub(harness.qlik, '/qps/user', { [cookie.name]: cookie.value })
  expect(json).toMatchObject({ userDirectory: 'DOMAIN', userId: 'User1' })
})

it('sends the documented request to QPS', async () => {
  await using harness = await startCompanionWithQlik()
  await runForResult(
    harness,
    'login',
    'acme',
    '--prefix',
    'sales',
    ...userArgs,
    '--attribute',
    'a=b',
    '--session-id',
    'my-session-id',
  )
  const request = harness.qlik.requests.find(({ endpoint }) => endpoint === 'qps')
  const xrfkey = /xrfkey=([0-9a-zA-Z]{16})$/.exec(request?.target ?? '')?.[1]
  expect(request).toMatchObject({
    method: 'POST',
    path: '/qps/sales/session',
    headers: { 'x-qlik-xrfkey': xrfkey, 'content-type': 'application/json' },
  })
  expect(JSON.parse(request?.body ?? '')).toEqual({
    UserDirectory: 'DOMAIN',
    UserId: 'User1',
    Attributes: [{ a: 'b' }],
    SessionId: 'my-session-id',
  })
})

it('writes the result to a file that only its owner can read', async () => {
  await using harness = await startCompanionWithQlik()
  const file = join(harness.home, 'out', 'session.json')
  const output = await runHubpass(harness, 'login', 'acme', ...userArgs, '--out', file)
  const { session } = JSON.parse(await readFile(file, 'utf8'))
  expect(session.sessionId).toBe(harness.qlik.sessions[0]?.sessionId)
  expect(output.stdout).toContain(`Written to ${file}`)
  expect(output.stdout).not.toContain(session.sessionId)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(join(harness.home, 'out'))).toEqual(['session.json'])
})

it.skipIf(process.platform === 'win32')('writes to a named pipe without replacing it', async () => {
  await using harness = await startCompanionWithQlik()
  const pipe = join(harness.home, 'pipe')
  execFileSync('mkfifo', [pipe])
  // Opened for reading and writing, so that the test does not hang if nothing is written.
  await using end = await open(pipe, 'r+')
  await runForResult(harness, 'login', 'acme', ...userArgs, '--out', pipe)
  expect((await stat(pipe)).isFIFO()).toBe(true)
  const { buffer, bytesRead } = await end.read()
  expect(JSON.parse(buffer.toString('utf8', 0, bytesRead))).toMatchObject({ session: { userId: 'User1' } })
})

it('ends the session if the file cannot be written', async () => {
  await using harness = await startCompanionWithQlik()
  const error = await runForError(
    harness,
    'login',
    'acme',
    ...userArgs,
    '--out',
    join(harness.home, 'config.json', 'x'),
  )
  expect(error).toMatchObject({ code: 'FILE_NOT_WRITTEN', exitCode: 3 })
  expect(harness.qlik.sessions).toEqual([])
})

it('prints a short text without --json', async () => {
  await using harness = await startCompanionWithQlik()
  const output = await runHubpass(harness, 'login', 'acme', '--prefix', 'sales', ...userArgs)
  const cookie = `X-Qlik-Session-sales=${harness.qlik.sessions[0]?.sessionId}`
  expect(output).toEqual({
    code: 0,
    stdout: `Created a session for DOMAIN\\User1. Add --verify to ask the hub about its cookie.\nCookie: ${cookie}\nNext: send this header to ${harness.qlik.hub}/sales/hub/, or set the cookie in the browser's developer tools (Application, Cookies).\n`,
    stderr: '',
  })
})

it('prints the result in the format of --format', async () => {
  await using harness = await startCompanionWithQlik()
  const { stdout } = await runHubpass(harness, 'login', 'acme', ...userArgs, '--format', 'json')
  expect(JSON.parse(stdout)).toMatchObject({ session: { userId: 'User1' } })
})

it.each<[string, string[], string, number, string]>([
  ['another format', [...userArgs, '--format', 'har'], 'BAD_REQUEST', 2, '"har"'],
  ['a user without a directory', ['--user', 'User1'], 'BAD_REQUEST', 2, '"User1"'],
  ['a user of three parts', ['--user', 'A\\B\\C'], 'BAD_REQUEST', 2, 'A\\B\\C'],
  ['an attribute without a value', [...userArgs, '--attribute', 'group'], 'BAD_REQUEST', 2, '"group"'],
  ['an attribute without a name', [...userArgs, '--attribute', '=HR'], 'IDENTITY_INVALID', 2, '""'],
  ['an empty directory', ['--user', '\\User1'], 'IDENTITY_INVALID', 2, '""'],
  ['a prefix with a capital', [...userArgs, '--prefix', 'Sales'], 'BAD_REQUEST', 2, '"Sales"'],
  [
    'a session id that no cookie can hold',
    [...userArgs, '--session-id', 'not a; session id'],
    'BAD_REQUEST',
    2,
    '17 characters',
  ],
  ['no user', [], 'BAD_REQUEST', 2, '--user <name>'],
  ['an option that is not there', [...userArgs, '--colour'], 'BAD_REQUEST', 2, "unknown option '--colour'"],
])('rejects %s before it sends a request', async (_, options, code, exitCode, received) => {
  await using harness = await startCompanionWithQlik()
  const error = await runForError(harness, 'login', 'acme', ...options)
  expect(error).toMatchObject({ code, exitCode })
  expect(error.message).toContain(received)
  expect(error.remedy).not.toBe('')
  expect(harness.qlik.requests).toEqual([])
})

it('rejects a user who may not be impersonated on the site', async () => {
  await using harness = await startCompanionWithQlik()
  const error = await runForError(harness, 'login', 'limited', ...userArgs)
  expect(error).toMatchObject({
    code: 'USER_NOT_ALLOWED',
    exitCode: 2,
    details: { patterns: ['TESTING_*\\*'] },
  })
  expect(harness.qlik.requests).toEqual([])
})

it('rejects an unknown site and names the known ones', async () => {
  await using harness = await startCompanionWithQlik()
  const error = await runForError(harness, 'login', 'nope', ...userArgs)
  expect(error).toMatchObject({ code: 'SITE_UNKNOWN', exitCode: 3, details: { known: ['acme', 'limited'] } })
})

it('ends the session in progress on Ctrl-C', async () => {
  await using harness = await startCompanionWithQlik()
  const hold = harness.qlik.hold({ endpoint: 'qps', method: 'POST' })
  const running = runHubpassJson(
    { ...harness, onStart: child => void hold.reached.then(() => child.kill('SIGINT')) },
    'login',
    'acme',
    ...userArgs,
  )
  expect(await running).toMatchObject({ code: 130, document: { ok: false, error: { code: 'CANCELLED' } } })
  expect(harness.qlik.sessions).toEqual([])
})

const ownCookie = {
  prefix: 'portal',
  sessionCookieHeaderName: 'My-Portal',
  sessionCookieDomain: 'qlik.test',
  sameSiteAttributeHttps: 1,
} as const

it('plans the cookie from the settings of the virtual proxy', async () => {
  await using harness = await startCompanionWithQlik({ host: 'hub.qlik.test', virtualProxies: [ownCookie] })
  const addressOf = (origin: string) => `localhost:${new URL(origin).port}`
  await writeConfig(
    harness.home,
    siteConfigFor(harness.qlik, { qps: addressOf(harness.qlik.qps), qrs: addressOf(harness.qlik.qrs) }),
  )
  const { cookie } = (await runForResult(
    harness,
    'login',
    'acme',
    '--prefix',
    'portal',
    ...userArgs,
  )) as LoginResult
  expect(cookie).toMatchObject({
    name: 'My-Portal',
    domain: '.qlik.test',
    hostOnly: false,
    secure: true,
    sameSite: 'no_restriction',
  })
})

it.each<[FaultName, string]>([
  ['refused', 'refused the connection'],
  ['garbage', 'not JSON'],
  ['wrongShape', 'the content of /qrs/virtualproxyconfig/full'],
])('signs in with default settings and a warning if QRS is unavailable (%s)', async (fault, reason) => {
  await using harness = await startCompanionWithQlik()
  await harness.qlik.fault(fault, { endpoint: 'qrs' })
  const result = (await runForResult(
    harness,
    'login',
    'acme',
    '--prefix',
    'sales',
    ...userArgs,
  )) as LoginResult
  expect(result).toMatchObject({
    cookie: { name: 'X-Qlik-Session-sales', hostOnly: true, secure: true },
    cookieSources: { name: 'default', domain: 'default', secure: 'default', sameSite: 'default' },
    virtualProxy: { prefix: 'sales', settingsMissing: expect.stringContaining(reason) },
  })
  const output = await runHubpass(harness, 'login', 'acme', '--prefix', 'sales', ...userArgs)
  expect(output).toMatchObject({ code: 0, stderr: expect.stringContaining(reason) })
})

it('signs in with default settings if QRS does not list the prefix', async () => {
  await using harness = await startCompanionWithQlik({ unknowns: { unknownPrefixOnQps: 'accept' } })
  const result = await runForResult(harness, 'login', 'acme', '--prefix', 'nowhere', ...userArgs)
  expect(result).toMatchObject({
    virtualProxy: { settingsMissing: expect.stringContaining('no virtual proxy with that prefix') },
  })
})

it('warns about a virtual proxy that is linked to no proxy but accepted by QPS', async () => {
  await using harness = await startCompanionWithQlik({ unknowns: { unknownPrefixOnQps: 'accept' } })
  const output = await runHubpass(harness, 'login', 'acme', '--prefix', 'unlinked', ...userArgs)
  expect(output).toMatchObject({ code: 0, stderr: expect.stringContaining('not linked to a proxy') })
})

it.each<[string, Omit<VirtualProxyOptions, 'prefix'>, RegExp]>([
  [
    'requires Secure',
    { sessionCookieHeaderName: '__Host-X', hasSecureAttributeHttps: false },
    /begins with __Host-, but the cookie has no Secure[\s\S]*"Has secure attribute \(https\)"/,
  ],
  [
    'forbids a domain',
    { sessionCookieHeaderName: '__host-X', sessionCookieDomain: 'acme.test' },
    /begins with __Host-, but the cookie has a domain[\s\S]*"Session cookie domain"/,
  ],
  [
    'is used with the domain of another host',
    { sessionCookieDomain: 'acme.test' },
    /acme\.test[\s\S]*"Session cookie domain"/,
  ],
  [
    'is used with SameSite None, but without Secure',
    { sameSiteAttributeHttps: 1, hasSecureAttributeHttps: false },
    /SameSite/,
  ],
])(
  'warns with the field in the QMC when browsers reject a cookie whose name %s',
  async (_, settings, expected) => {
    await using harness = await startCompanionWithQlik({ virtualProxies: [{ prefix: '', ...settings }] })
    const { code, stdout, stderr } = await runHubpass(harness, 'login', 'acme', ...userArgs)
    expect([code, stdout.startsWith('Created a session')]).toEqual([0, true])
    expect(stderr).toMatch(expected)
    expect(harness.qlik.sessions).toHaveLength(1)
  },
)

it('warns of nothing when browsers accept the cookie', async () => {
  await using harness = await startCompanionWithQlik({
    virtualProxies: [{ prefix: '', sessionCookieHeaderName: '__Host-X' }],
  })
  expect((await runHubpass(harness, 'login', 'acme', ...userArgs)).stderr).toBe('')
})
