import { expect, it } from 'vitest'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { rawServerName, startRawServer } from '../../../support/raw-server.ts'
import { runForError, runHubpass, runHubpassJson } from '../../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'

/** What a terminal obeys: ESC, C1 controls, direction marks, line and paragraph separators. */
const hostile = 'a\u001b[31mb\u009b2Jc\u202ed\u2066e\u200ff\u2028g\u007fh\u0008i\rj'

const userArgs = ['--user', 'DOMAIN\\User1']

/** Returns what a terminal would obey in an output, apart from line breaks. */
const findControls = (output: string): string[] => output.match(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu) ?? []

it.each([
  ['an answer of QPS', 500, 'login', userArgs],
  ['a refusal of QPS', 400, 'login', userArgs],
  ['an answer of QPS', 500, 'session', ['list']],
  ['an answer of QPS', 500, 'user', ['logout']],
  ['an answer of QRS', 500, 'virtual-proxies', []],
  ['an answer of QRS', 500, 'qrs', ['about']],
] as const)(
  'no control character of %s (%i) reaches the terminal: %s %j',
  async (_, status, command, args) => {
    await using harness = await startCompanionWithQlik()
    await using server = await startRawServer(harness.qlik, (_request, response) => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`UserId ${hostile}`)
    })
    const { address } = server
    await writeConfig(
      harness.home,
      siteConfigFor(harness.qlik, { qps: address, qrs: address, tlsServerName: rawServerName }),
    )
    const line = {
      login: ['login', 'acme', ...args],
      session: ['session', ...args, 'acme'],
      user: ['user', ...args, 'acme', 'DOMAIN\\User1'],
      'virtual-proxies': ['virtual-proxies', 'acme'],
      qrs: ['qrs', 'acme', ...args],
    }[command]
    const { stdout, stderr, code } = await runHubpass(harness, ...line)
    expect(code).toBeGreaterThan(0)
    expect(stderr).toContain('[31mb')
    expect(findControls(stdout + stderr)).toEqual([])
    const json = await runHubpassJson(harness, ...line)
    expect(findControls(json.stdout + json.stderr)).toEqual([])
  },
)

it('no control character of a setting reaches the terminal, and JSON keeps it as an escape', async () => {
  const virtualProxies = [{ prefix: 'sales', description: hostile, sessionCookieDomain: hostile }]
  await using harness = await startCompanionWithQlik({ virtualProxies })
  for (const args of [
    ['virtual-proxies', 'acme'],
    ['qrs', 'acme', 'virtualproxyconfig/full'],
    ['doctor', 'acme'],
  ]) {
    const text = await runHubpass(harness, ...args)
    expect(findControls(text.stdout + text.stderr)).toEqual([])
    const json = await runHubpassJson(harness, ...args)
    expect(findControls(json.stdout + json.stderr)).toEqual([])
  }
  const { stdout } = await runHubpass(harness, 'qrs', 'acme', 'virtualproxyconfig/full')
  expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ description: hostile }))
  expect(stdout).toContain('\\u009b2J')
})

it.each(['Evil\r\nSet-Cookie: a=b', 'a\u001b[31m', 'a=b', 'a b', 'ä'])(
  'login rejects the session cookie name %j of a virtual proxy and ends the session',
  async sessionCookieHeaderName => {
    const virtualProxies = [{ prefix: 'sales', sessionCookieHeaderName }]
    await using harness = await startCompanionWithQlik({ virtualProxies })
    const error = await runForError(harness, 'login', 'acme', '--prefix', 'sales', ...userArgs)
    expect(error).toMatchObject({
      code: 'BAD_REQUEST',
      details: { field: 'Cookie name', received: sessionCookieHeaderName },
    })
    expect(error.remedy).toContain('in the QMC')
    expect(harness.qlik.sessions).toEqual([])
  },
)

it.each([
  [[hostile]],
  [['login', hostile, ...userArgs]],
  [['login', 'acme', '--user', hostile]],
  [['login', 'acme', '--user', `DOMAIN\\${hostile}`]],
  [['login', 'acme', ...userArgs, `--${hostile}`]],
  [['login', 'acme', ...userArgs, '--attribute', hostile]],
  [['login', 'acme', ...userArgs, '--prefix', hostile]],
  [['login', 'acme', ...userArgs, '--out', `/nowhere/${hostile}`]],
  [['site', 'show', hostile]],
  [['site', 'add', 'x', '--hub', hostile]],
  [['site', 'add', 'x', '--hub', 'https://h', '--pem', hostile]],
  [['site', 'add', 'x', '--hub', 'https://h', '--pem', hostile, '--force']],
  [['audit', '--since', hostile]],
  [['doctor', hostile]],
  [['qrs', 'acme', `../${hostile}`]],
])('no control character of the arguments %j reaches the terminal', async args => {
  await using harness = await startCompanionWithQlik()
  const { stdout, stderr } = await runHubpass(harness, ...args)
  expect(findControls(stdout + stderr)).toEqual([])
  const json = await runHubpassJson(harness, ...args)
  expect(findControls(json.stdout + json.stderr)).toEqual([])
})

it('no control character of the configuration reaches the terminal', async () => {
  await using harness = await startCompanionWithQlik()
  const credential = { kind: 'pem' as const, certificate: hostile, key: hostile, root: hostile }
  await writeConfig(
    harness.home,
    siteConfigFor(harness.qlik, { credential, tlsServerName: hostile, qrs: 'a\u009bb\u202e:4242' }),
  )
  for (const args of [
    ['site', 'show', 'acme'],
    ['site', 'list'],
    ['login', 'acme', ...userArgs],
    ['doctor', 'acme'],
  ]) {
    const { stdout, stderr } = await runHubpass(harness, ...args)
    expect(findControls(stdout + stderr)).toEqual([])
  }
})
