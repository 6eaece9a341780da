import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
import { startNativeHost } from '../../../support/native-host.ts'
import { runForError, runForResult, runHubpass } from '../../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'

it('site edit changes what is given and keeps the rest', async () => {
  await using harness = await startCompanionWithQlik()
  const site = siteConfigFor(harness.qlik, { users: ['A\\*'], tlsServerName: 'localhost' })
  await writeConfig(harness.home, site, siteConfigFor(harness.qlik, { id: 'other' }))
  const edit = (...options: string[]) => runForResult(harness, 'site', 'edit', 'acme', ...options)
  expect(await edit('--qrs', 'localhost:1')).toMatchObject({
    site: { ...site, qrs: 'localhost:1' },
    changes: [{ fact: 'QRS', after: 'localhost:1' }],
  })
  expect(await edit('--users', 'B\\*', 'C\\*', '--tls-server-name', '')).toMatchObject({
    site: { users: ['B\\*', 'C\\*'] },
    changes: [{ fact: 'Server name' }, { fact: 'Users' }],
  })
  const root = join(harness.qlik.certificates.folder, 'root.pem')
  expect(await edit('--ca', root)).toMatchObject({
    site: { credential: { ...site.credential, root } },
    changes: [],
  })
  const { sites } = (await runForResult(harness, 'site', 'list')) as { sites: object[] }
  const { tlsServerName: _, ...unnamed } = site
  expect(sites).toEqual([
    { ...unnamed, qrs: 'localhost:1', users: ['B\\*', 'C\\*'] },
    siteConfigFor(harness.qlik, { id: 'other' }),
  ])
})

it('site edit chooses the form of session ids for login, the X-ray and the browser', async () => {
  await using harness = await startCompanionWithQlik({ hardened: true })
  const longId = /^(?=.*[g-zA-Z_])[\w-]{36}$/
  await runForResult(harness, 'site', 'edit', 'acme', '--session-ids', 'base64url')
  expect(
    await runForResult(harness, 'site', 'edit', 'acme', '--qrs', new URL(harness.qlik.qrs).host),
  ).toMatchObject({
    site: { sessionIds: 'base64url' },
  })
  await using host = startNativeHost({ home: harness.home })
  expect(await host.sendCommand('sites', {})).toMatchObject({
    result: { sites: expect.arrayContaining([expect.objectContaining({ sessionIds: 'base64url' })]) },
  })
  await runForResult(harness, 'login', 'acme', '--user', 'DOMAIN\\User1')
  expect(harness.qlik.sessions[0]?.sessionId).toMatch(longId)
  await runHubpass(harness, 'xray', 'acme', '--prefix', 'sales', '--user', 'DOMAIN\\User1')
  const created = harness.qlik.requests.filter(({ method, target }) =>
    `${method} ${target}`.startsWith('POST /qps/sales/session'),
  )
  expect(created.map(({ body }) => JSON.parse(body).SessionId)).toEqual([expect.stringMatching(longId)])
  expect(await runForResult(harness, 'site', 'edit', 'acme', '--session-ids', 'guid')).toMatchObject({
    changes: [{ fact: 'Session ids', before: 'base64url', after: '(nothing)' }],
  })
})

it('site edit keeps a working credential unless --force is set', async () => {
  await using harness = await startCompanionWithQlik()
  const line = ['site', 'edit', 'acme', '--pem', harness.home]
  for (const args of [
    line,
    ['site', 'edit', 'acme', '--pem', 'nowhere'],
    ['site', 'edit', 'acme', '--ca', 'no.pem'],
  ])
    expect(await runForError(harness, ...args)).toMatchObject({
      code: 'CREDENTIAL_FILE_MISSING',
      exitCode: 3,
      output: expect.stringMatching(/^Site acme was not changed: .* Pass --force to save it anyway\.$/m),
    })
  expect(await runForResult(harness, 'site', 'show', 'acme')).toMatchObject({ credential: { ok: true } })
  expect((await runHubpass(harness, ...line, '--force')).code).toBe(0)
  expect((await runHubpass(harness, 'site', 'edit', 'acme', '--qrs', 'localhost:2')).code).toBe(3)
})

it.each([
  [['site', 'edit', 'acme'], 'BAD_REQUEST', 2],
  [['site', 'edit', 'nowhere', '--qps', 'h:1'], 'SITE_UNKNOWN', 3],
  [['site', 'edit', 'acme', '--qps', 'h'], 'BAD_REQUEST', 2],
  [['site', 'edit', 'acme', '--hub', 'https://h/x'], 'BAD_REQUEST', 2],
  [['site', 'edit', 'acme', '--pem', 'x', '--pfx', 'y'], 'BAD_REQUEST', 2],
  [['site', 'edit', 'acme', '--thumbprint', 'xy'], 'BAD_REQUEST', 2],
])('%j is refused and changes nothing', async (line, code, exitCode) => {
  await using harness = await startCompanionWithQlik()
  const before = await runForResult(harness, 'site', 'list')
  expect(await runForError(harness, ...line)).toMatchObject({ code, exitCode })
  expect(await runForResult(harness, 'site', 'list')).toEqual(before)
})

it.skipIf(process.platform === 'win32')('site edit rejects --windows-store on another system', async () => {
  await using harness = await startCompanionWithQlik()
  const line = ['site', 'edit', 'acme', '--windows-store', 'AB'.repeat(20)]
  expect(await runForError(harness, ...line)).toMatchObject({
    code: 'BAD_REQUEST',
    exitCode: 2,
    message: expect.stringContaining('--windows-store: the certificate store is part of Windows'),
  })
  expect(await runForResult(harness, 'site', 'show', 'acme')).toMatchObject({ credential: { ok: true } })
})

it.each([[['*']], [['*\\*']], [['A\\*', '**\\*']]])(
  'every view of a site whose users are %j says that anybody may be impersonated',
  async users => {
    await using harness = await startCompanionWithQlik()
    await writeConfig(harness.home, siteConfigFor(harness.qlik, { users: ['A\\*'] }))
    const edited = await runHubpass(harness, 'site', 'edit', 'acme', '--users', ...users)
    const shown = await runHubpass(harness, 'site', 'show', 'acme')
    const listed = await runHubpass(harness, 'site', 'list')
    for (const { stdout } of [edited, shown, listed]) {
      expect(stdout).toContain('anybody')
      expect(stdout).not.toContain('*')
    }
  },
)

it('site add warns that "*" no longer restricts users', async () => {
  await using harness = await startCompanionWithQlik()
  const { hub, certificates } = harness.qlik
  const add = (users: string) =>
    runHubpass(harness, 'site', 'add', 'acme', '--hub', hub, '--pem', certificates.folder, '--users', users)
  await add('A\\*')
  expect((await add('*')).stderr).toContain('This site no longer restricts which users may be impersonated')
})
