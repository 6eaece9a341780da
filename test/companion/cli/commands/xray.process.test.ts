import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { DoubleOptions } from '../../../doubles/qlik-sense/settings.ts'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { startNativeHost } from '../../../support/native-host.ts'
import { runForError, runHubpass, runHubpassJson } from '../../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'

const user = 'DOMAIN\\User1'

async function start(settings: DoubleOptions = { hardened: true }) {
  const harness = await startCompanionWithQlik(settings)
  const xray = (...options: string[]) =>
    runHubpassJson(harness, 'xray', 'acme', '--prefix', 'sales', '--user', user, ...options)
  return { ...harness, xray, journal: () => readdir(join(harness.home, 'open-sessions')) }
}

it('xray passes a hardened site, in few requests, and leaves nothing behind', async () => {
  await using harness = await start()
  const { document, code } = await harness.xray()
  expect(document).toMatchObject({
    ok: true,
    result: { catalogue: 'session-cookie@1', site: 'acme', prefix: 'sales', user },
  })
  expect(code).toBe(0)
  const { checks, requests } = Object(document.ok ? document.result : {})
  expect(requests).toBeLessThanOrEqual(61)
  expect(checks).toHaveLength(40)
  expect(checks.map((each: { verdict: string }) => each.verdict)).not.toContain('failed')
  expect(checks[11]).toMatchObject({
    ...{ id: 'SC-12', verdict: 'skipped', severity: 'high', class: 'A' },
    reason: expect.stringContaining('--allow SC-12'),
  })
  expect([harness.qlik.sessions, await harness.journal()]).toEqual([[], []])
})

it('xray --json says everything in English words, not in ids of messages', async () => {
  await using harness = await start({})
  await harness.qlik.fault('refused', { endpoint: 'qrs' })
  const { document } = await harness.xray()
  const { checks } = Object(document.ok ? document.result : {})
  const texts = checks.flatMap(({ title, message, reason = '', remedy = {} }: Record<string, unknown>) => [
    ...[title, message, reason],
    ...Object.values(Object(remedy)),
  ])
  expect(texts.filter((text: unknown) => typeof text !== 'string' || /check\.|[{}]/.test(text))).toEqual([])
  expect(checks[0]).toMatchObject({ id: 'SC-01', title: 'Cookie attributes' })
  expect(checks[17].reason).toMatch(/^The Repository Service does not tell the settings\. .*refused.*\.$/)
  expect(checks[33].remedy).toMatchObject({
    page: 'QMC › Virtual proxies › sales › Advanced',
    field: 'Additional response headers',
    present: 'missing',
  })
})

it('xray says at its head who the user is to Qlik Sense', async () => {
  await using harness = await start()
  const { document } = await harness.xray()
  expect(document).toMatchObject({
    result: { access: { known: true, hasAccess: true, access: [{ type: 'professional' }], undecided: {} } },
  })
  const print = async (name: string, ...options: string[]) =>
    (await runHubpass(harness, 'xray', 'acme', '-p', 'sales', '-u', name, ...options)).stdout
  expect(await print(user)).toMatch(/^Access: Professional · left: Professional 20\/25, Analyzer 25\/25/m)
  const refused = 'QRS lists no access pass for DOMAIN\\NoAccess'
  const head = (report: string) => report.slice(0, report.indexOf(refused)).split('\n').length
  const html = await print('DOMAIN\\NoAccess', '--format', 'html')
  expect(html).toContain(refused)
  const markdown = await print('DOMAIN\\NoAccess', '--format', 'markdown')
  expect(markdown).toContain('Access: QRS lists no access pass for DOMAIN\\\\NoAccess')
  expect(head(html)).toBeLessThan(30)
})

it('xray prints failed checks first, with evidence and remedy but no session id, and exits with 1', async () => {
  await using harness = await start({ defects: ['idInLogoutUri'] })
  const { stdout, code } = await runHubpass(harness, 'xray', 'acme', '-p', 'sales', '-u', user)
  expect(code).toBe(1)
  expect(stdout).toMatch(
    /^1 of 40 checks failed: .*\n[^\n]*\nAccess: [^\n]*\n\nFailed \(1\)\n {2}✗ SC-10 {2}medium {2}/,
  )
  expect(stdout).toContain('?session=…')
  expect(stdout).toContain('Remedy: ')
})

it('xray runs a check that needs permission with --allow', async () => {
  await using harness = await start({ defects: ['logoutKeepsSession'] })
  const { document, code } = await harness.xray('--allow', 'SC-12, SC-15')
  const { checks } = Object(document.ok ? document.result : {})
  expect([code, checks[11].verdict, checks[14].verdict]).toEqual([1, 'failed', 'passed'])
  expect(harness.qlik.sessions).toEqual([])
})

it.each([
  ['html', '<!doctype html>'],
  ['markdown', '# X-ray of a session'],
  ['json', '{\n'],
])('xray writes a report as %s', async (format, beginning) => {
  await using harness = await start({ defects: ['hubFramedAnywhere'] })
  const out = join(harness.home, 'report')
  const { code } = await harness.xray('--out', out, '--format', format)
  const report = await readFile(out, 'utf8')
  expect([code, report.startsWith(beginning)]).toEqual([1, true])
  expect(report).toContain('v5.0.0-3.4.6')
})

it('xray --verbose shows that it asks with ids and tickets in the query, but none of them', async () => {
  await using harness = await start()
  const { stderr } = await runHubpass(harness, '--verbose', 'xray', 'acme', '-p', 'sales', '-u', user)
  expect(stderr).toContain('/sales/hub/?qlikTicket=…\n')
  expect(stderr).toContain('&sessionId=…&')
  expect(stderr).not.toMatch(/[?&][^=\s]+=[^…\s]/)
})

it('xray refuses a user whom the site may not impersonate before it sends anything', async () => {
  await using harness = await start()
  const error = await runForError(harness, 'xray', 'limited', '-p', 'sales', '-u', user)
  expect([error.code, error.exitCode, harness.qlik.requests]).toEqual(['USER_NOT_ALLOWED', 2, []])
})

it.each([
  ['--allow', 'SC-13'],
  ['--format', 'pdf'],
])('xray refuses an unknown value of %s', async (option, value) => {
  await using harness = await start()
  const error = await runForError(harness, 'xray', 'acme', '-u', user, option, value)
  expect([error.code, error.details.field, error.exitCode]).toEqual(['BAD_REQUEST', option, 2])
})

it('xray decides nothing that only QRS tells while QRS is closed', async () => {
  await using harness = await start()
  await harness.qlik.fault('refused', { endpoint: 'qrs' })
  const { document, code } = await harness.xray()
  const { checks } = Object(document.ok ? document.result : {})
  const undecided = checks.filter((each: { verdict: string }) => each.verdict === 'undecided')
  expect(code).toBe(0)
  expect(undecided.map(({ id }: { id: string }) => id)).toEqual([
    ...['SC-04', 'SC-05', 'SC-11', 'SC-18', 'SC-20', 'SC-21', 'SC-37'],
  ])
  for (const { reason } of undecided) expect(reason).toMatch(/Repository Service|QRS/)
  expect(document).toMatchObject({ result: { access: { undecided: { known: expect.any(String) } } } })
  expect((await runHubpass(harness, 'xray', 'acme', '-p', 'sales', '-u', user)).stdout).toMatch(
    /^Access: undecided \(\S+ refused the connection/m,
  )
})

it('xray names a virtual proxy that does not exist, and exits with 5', async () => {
  await using harness = await start()
  const error = await runForError(harness, 'xray', 'acme', '-p', 'absent', '-u', user)
  expect([error.code, error.exitCode]).toEqual(['VIRTUAL_PROXY_UNKNOWN', 5])
})

it.each([
  ['a session is being created', { endpoint: 'qps', method: 'POST' }],
  ['pages are read', { endpoint: 'proxy', path: '/sales/qps/user' }],
] as const)('Ctrl-C while %s leaves no session behind', async (_, scope) => {
  await using harness = await start()
  const hold = harness.qlik.hold(scope)
  const onStart = (child: { kill: (signal: 'SIGINT') => boolean }) =>
    void hold.reached.then(() => {
      child.kill('SIGINT')
      hold.release()
    })
  const error = await runForError({ ...harness, onStart }, 'xray', 'acme', '-p', 'sales', '-u', user)
  expect([error.code, error.exitCode]).toEqual(['CANCELLED', 130])
  await expect.poll(() => harness.qlik.sessions).toEqual([])
})

/** Starts a run and holds the answer that names the session of its first ticket. */
async function sendDuringTicket(harness: Awaited<ReturnType<typeof start>>, signal: 'SIGINT' | 'SIGKILL') {
  const hold = harness.qlik.hold({ endpoint: 'proxy', path: '/sales/hub/' })
  const onStart = (child: { kill: (signal: 'SIGINT' | 'SIGKILL') => boolean }) =>
    void expect
      .poll(() => harness.qlik.sessions.length)
      .toBe(2)
      .then(() => child.kill(signal))
  const result = await runHubpass({ ...harness, onStart }, 'xray', 'acme', '-p', 'sales', '-u', user)
  hold.release()
  return result
}

it('Ctrl-C while a ticket is being redeemed leaves no session behind', async () => {
  await using harness = await start()
  const { code } = await sendDuringTicket(harness, 'SIGINT')
  expect([code, harness.qlik.sessions, await harness.journal()]).toEqual([130, [], []])
})

it('the next xray ends the session of a ticket whose id the killed one never learned', async () => {
  await using harness = await start()
  await sendDuringTicket(harness, 'SIGKILL')
  expect(harness.qlik.sessions).toHaveLength(2)
  await harness.xray()
  expect([harness.qlik.sessions, await harness.journal()]).toEqual([[], []])
})

it('the next xray ends the sessions that a killed one has left, and no others', async () => {
  await using harness = await start()
  harness.qlik.addSession({
    prefix: 'sales',
    sessionId: 'of-somebody',
    userDirectory: 'DOMAIN',
    userId: 'User1',
  })
  const hold = harness.qlik.hold({ endpoint: 'proxy', path: '/sales/no-such-page-of-hubpass' })
  const onStart = (child: { kill: (signal: 'SIGKILL') => boolean }) =>
    void hold.reached.then(() => child.kill('SIGKILL'))
  await runHubpass({ ...harness, onStart }, 'xray', 'acme', '-p', 'sales', '-u', user)
  hold.release()
  expect(harness.qlik.sessions.length).toBeGreaterThan(1)
  const [name = ''] = await harness.journal()
  const journal = await readFile(join(harness.home, 'open-sessions', name), 'utf8')
  for (const { sessionId } of harness.qlik.sessions) expect(journal).not.toContain(sessionId)
  const { code } = await harness.xray()
  expect([code, harness.qlik.sessions.map(({ sessionId }) => sessionId)]).toEqual([0, ['of-somebody']])
  expect(await harness.journal()).toEqual([])
})

it.each<[string, (harness: Awaited<ReturnType<typeof start>>) => Promise<AsyncDisposable | undefined>]>([
  [
    'the host of a browser',
    async ({ home }) => {
      const host = startNativeHost({ home })
      expect(await host.sendCommand('sites', {})).toMatchObject({ ok: true })
      return host
    },
  ],
  [
    '"hubpass session list"',
    async harness => {
      const { stdout } = await runHubpass(harness, 'session', 'list', 'acme', '-p', 'sales')
      expect(stdout).toContain('no sessions')
      return undefined
    },
  ],
])('%s ends the sessions that a killed xray has left', async (_, begin) => {
  await using harness = await start()
  await sendDuringTicket(harness, 'SIGKILL')
  expect(harness.qlik.sessions).toHaveLength(2)
  await using _begun = (await begin(harness)) ?? { [Symbol.asyncDispose]: async () => {} }
  await expect.poll(async () => [harness.qlik.sessions, await harness.journal()]).toEqual([[], []])
})

it('a site that does not answer keeps neither the host of a browser nor its record', async () => {
  await using harness = await start()
  await sendDuringTicket(harness, 'SIGKILL')
  await harness.qlik.fault('silent', { endpoint: 'qps' })
  await using host = startNativeHost({ home: harness.home })
  expect(await host.sendCommand('sites', {})).toMatchObject({ ok: true })
  await expect.poll(() => harness.qlik.requests.at(-1)?.target).toContain('/qps/sales/user/')
  host.close()
  expect((await host.ended).code).toBe(0)
  expect(await harness.journal()).toHaveLength(1)
})

it('two runs for one user at once end their own sessions, and not the one in a browser', async () => {
  await using harness = await start()
  const sessionId = 'of-a-browser-window'
  harness.qlik.addSession({ prefix: 'sales', sessionId, userDirectory: 'DOMAIN', userId: 'User1' })
  const runs = await Promise.all([harness.xray(), harness.xray()])
  expect(runs.map(({ document }) => document.ok)).toEqual([true, true])
  expect(harness.qlik.sessions.map(each => each.sessionId)).toEqual([sessionId])
  expect(await harness.journal()).toEqual([])
})

it('xray exits with 4 if QPS does not answer', async () => {
  await using harness = await start()
  await writeConfig(harness.home, siteConfigFor(harness.qlik, { qps: 'localhost:1' }))
  const error = await runForError(harness, 'xray', 'acme', '-u', user)
  expect([error.code, error.exitCode]).toEqual(['CONNECTION_REFUSED', 4])
})
