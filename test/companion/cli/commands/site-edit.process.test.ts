import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startCompanionWithQlik } from '../../../support/companion-harness.ts'
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

it('site edit keeps a working credential unless --force is set', async () => {
  await using harness = await startCompanionWithQlik()
  const line = ['site', 'edit', 'acme', '--pem', harness.home]
  expect(await runForError(harness, ...line)).toMatchObject({ code: 'CREDENTIAL_FILE_MISSING', exitCode: 3 })
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
])('%j is refused and changes nothing', async (line, code, exitCode) => {
  await using harness = await startCompanionWithQlik()
  const before = await runForResult(harness, 'site', 'list')
  expect(await runForError(harness, ...line)).toMatchObject({ code, exitCode })
  expect(await runForResult(harness, 'site', 'list')).toEqual(before)
})
