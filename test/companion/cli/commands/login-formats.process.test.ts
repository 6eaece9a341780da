import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import enigma from 'enigma.js'
import SenseUtilities from 'enigma.js/sense-utilities'
import { request } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { requestUrl } from '../../../doubles/qlik-sense/client.ts'
import { fetchToken } from '../../../doubles/qlik-sense/engine/engine-client.ts'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { logInForTool, signedInUser, spellings, wideCookie } from '../../../support/log-in-for-tool.ts'
import { runForError, runHubpass } from '../../../support/run-hubpass.ts'

const run = promisify(execFile)

const schema = createRequire(import.meta.url).resolve('enigma.js/schemas/12.2015.0.json')

describe.each(spellings)('with $title', spelling => {
  it('curl reads the cookie file of login and is signed in', async () => {
    await using login = await logInForTool('netscape', spelling)
    const { stdout } = await run('curl', ['-sS', '--cacert', login.root, '-b', login.file, login.currentUser])
    expect(JSON.parse(stdout)).toMatchObject(signedInUser)
  })

  it('the curl script of login is signed in', async () => {
    await using login = await logInForTool('curl', spelling)
    const { stdout } = await run('sh', [login.file, '-sS', '--cacert', login.root])
    expect(JSON.parse(stdout)).toMatchObject(signedInUser)
  })

  it('Playwright reads the storage state of login without a browser and is signed in', async () => {
    await using login = await logInForTool('playwright', spelling)
    const context = await request.newContext({ storageState: login.file, ignoreHTTPSErrors: true })
    const response = await context.get(login.currentUser)
    expect(await response.json()).toMatchObject(signedInUser)
    await context.dispose()
  })

  it('the header of login signs in', async () => {
    await using login = await logInForTool('header', spelling)
    const [name, cookie] = login.content.trimEnd().split(': ')
    expect(name).toBe('Cookie')
    const { json } = await requestUrl(login.qlik, login.currentUser, {
      withoutCertificate: true,
      headers: { cookie: cookie ?? '' },
    })
    expect(json).toMatchObject(signedInUser)
  })
})

it('curl sends a cookie of the whole domain to every host of it', async () => {
  await using login = await logInForTool('netscape', wideCookie)
  const { port } = new URL(login.qlik.hub)
  const resolve = ['--resolve', `hub.qlik.test:${port}:127.0.0.1`]
  const { stdout } = await run('curl', [
    '-sS',
    '--cacert',
    login.root,
    ...resolve,
    '-b',
    login.file,
    login.currentUser,
  ])
  expect(JSON.parse(stdout)).toMatchObject(signedInUser)
  expect(login.content).toContain('#HttpOnly_.qlik.test\tTRUE\t/\tTRUE\t0\t')
})

it.each(['netscape', 'playwright', 'gopherciser', 'jmeter'] as const)(
  'a hub on plain http gets a cookie with its own name and without Secure: %s',
  async format => {
    const plain = { cookieName: 'X-Qlik-Session-sales', sessionId: 'made-up-id', isPlain: true }
    await using login = await logInForTool(format, plain)
    expect(login.content).toContain('X-Qlik-Session-sales-HTTP')
    expect(login.content).not.toMatch(/"sec(ure|urity)": true|\/\tTRUE/)
    if (format !== 'netscape') return
    const { stdout } = await run('curl', ['-sS', '-b', login.file, login.currentUser])
    expect(JSON.parse(stdout)).toMatchObject(signedInUser)
  },
)

it('enigma.js opens the engine with the header of login', async () => {
  await using login = await logInForTool('header', {
    cookieName: 'X-Qlik-Session-sales',
    sessionId: 'made-up-id',
  })
  const { hostname: host, port } = new URL(login.qlik.hub)
  const [name = '', value = ''] = login.content.trimEnd().replace('Cookie: ', '').split('=')
  const urlParams = { 'qlik-csrf-token': await fetchToken(login.qlik, { [name]: value }) }
  const session = enigma.create({
    schema: JSON.parse(await readFile(schema, 'utf8')),
    url: SenseUtilities.buildUrl({ host, port: Number(port), secure: true, prefix: 'sales', urlParams }),
    createSocket: url =>
      // The types of a browser: the client uses only what both have.
      new WebSocket(url, {
        headers: { Cookie: `${name}=${value}`, Origin: login.qlik.hub },
        ca: readFileSync(login.root),
      }) as unknown as globalThis.WebSocket,
  })
  const global = await session.open<EnigmaJS.QixObject & { getAuthenticatedUser(): Promise<string> }>()
  expect(await global.getAuthenticatedUser()).toBe('UserDirectory=TESTING; UserId=anna')
  await session.close()
})

it('login refuses a format that cannot hold the cookie, writes nothing and leaves no session', async () => {
  await using harness = await startCompanionWithQlik({
    virtualProxies: [{ prefix: 'sales', sessionCookieHeaderName: '$Session' }],
  })
  const args = ['acme', '--prefix', 'sales', '--user', 'TESTING\\anna', '--format', 'powershell']
  const error = await runForError(harness, 'login', ...args)
  expect(error).toMatchObject({
    code: 'BAD_REQUEST',
    exitCode: 2,
    message:
      '--format: the format powershell cannot hold this session, because .NET accepts no cookie name that begins with "$".',
  })
  expect(harness.qlik.sessions).toEqual([])
  expect((await runHubpass(harness, 'login', ...args)).stdout).toBe('')
})

it.each([
  ['jmeter', `made-up-${'$'}{x}`, 'JMeter'],
  ['bruno', 'made-up-{{x}}', 'Bruno'],
])('login refuses an id in which %s would replace a variable', async (format, sessionId, named) => {
  await using harness = await startCompanionWithQlik()
  const args = ['acme', '--user', 'TESTING\\anna', '--format', format, '--session-id', sessionId]
  const error = await runForError(harness, 'login', ...args)
  expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2 })
  expect(error.message).toContain(`${named} replaces the variable in its id`)
  expect(error.output).not.toContain(sessionId)
  expect(harness.qlik.sessions).toEqual([])
})
