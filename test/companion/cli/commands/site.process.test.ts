import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { runForError, runForResult, runHubpass, runHubpassJson } from '../../../support/run-hubpass.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

const hub = 'https://qlik.acme.com'

it('adds, shows, lists and removes a site', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const at = { home: join(home.path, 'not', 'there', 'yet') }
  const { folder } = qlik.certificates
  const options = ['--hub', `${qlik.hub}/hub/`, '--pem', folder, '--users', 'TESTING_*\\*', 'DEMO\\*']
  const added = await runForResult(at, 'site', 'add', 'acme', ...options)
  expect(added).toMatchObject({
    site: {
      id: 'acme',
      hub: qlik.hub,
      qps: 'localhost:4243',
      qrs: 'localhost:4242',
      users: ['TESTING_*\\*', 'DEMO\\*'],
    },
    replaced: false,
    credential: { ok: true, subject: 'CN=QlikClient' },
  })
  expect(await runForResult(at, 'site', 'list')).toMatchObject({ sites: [{ id: 'acme' }] })
  expect(await runForResult(at, 'site', 'show', 'acme')).toMatchObject({
    site: { id: 'acme' },
    credential: { ok: true },
  })
  expect(await runForResult(at, 'site', 'remove', 'acme')).toEqual({ removed: 'acme' })
  expect(await runForResult(at, 'site', 'list')).toEqual({ sites: [] })
})

it('keeps the configuration readable by its owner only and leaves no other files', async () => {
  await using home = await createTemporaryHome()
  const at = { home: join(home.path, 'home') }
  await runHubpass(at, 'site', 'add', 'acme', '--hub', hub, '--pem', home.path)
  expect((await stat(at.home)).mode & 0o777).toBe(0o700)
  expect((await stat(join(at.home, 'config.json'))).mode & 0o777).toBe(0o600)
  expect(await readdir(at.home)).toEqual(['config.json'])
})

it('stores absolute paths', async () => {
  await using home = await createTemporaryHome()
  const at = { home: home.path, cwd: home.path }
  await mkdir(join(home.path, 'certs'))
  const { site } = (await runForResult(at, 'site', 'add', 'acme', '--hub', hub, '--pem', 'certs')) as {
    site: object
  }
  expect(site).toMatchObject({ credential: { certificate: resolve(home.path, 'certs/client.pem') } })
})

it('adds a site with a warning and exits with 3 if its credential does not load', async () => {
  await using home = await createTemporaryHome()
  const at = { home: home.path }
  const output = await runHubpassJson(at, 'site', 'add', 'acme', '--hub', hub, '--pem', home.path)
  expect(output).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('Warning: There is no client certificate at'),
  })
  expect(output.document).toMatchObject({
    result: { credential: { ok: false, error: { code: 'CREDENTIAL_FILE_MISSING' } } },
  })
  expect(await runForResult(at, 'site', 'list')).toMatchObject({ sites: [{ id: 'acme' }] })
  const force = await runHubpass(at, 'site', 'add', 'acme', '--hub', hub, '--pem', home.path, '--force')
  expect(force.code).toBe(0)
})

it.skipIf(process.platform === 'win32')('rejects --windows-store on another system', async () => {
  await using home = await createTemporaryHome()
  const at = { home: home.path }
  const add = ['site', 'add', 'acme', '--hub', hub, '--windows-store', 'AB'.repeat(20)]
  expect(await runForError(at, ...add)).toMatchObject({
    code: 'BAD_REQUEST',
    exitCode: 2,
    message: expect.stringContaining('--windows-store: the certificate store is part of Windows'),
  })
  expect(await runForResult(at, 'site', 'list')).toEqual({ sites: [] })
  expect(await runForResult(at, ...add, '--force')).toMatchObject({ credential: { ok: false } })
})

it('keeps a working site if the new credential does not load', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const at = { home: home.path }
  const { folder } = qlik.certificates
  await runForResult(at, 'site', 'add', 'acme', '--hub', hub, '--pem', folder)
  const error = await runForError(
    at,
    'site',
    'add',
    'acme',
    '--hub',
    'https://new.acme.com',
    '--pem',
    home.path,
  )
  expect(error).toMatchObject({ code: 'CREDENTIAL_FILE_MISSING', exitCode: 3 })
  expect(error.output).toContain('Site acme was not changed')
  expect(await runForResult(at, 'site', 'show', 'acme')).toMatchObject({
    site: { hub },
    credential: { ok: true },
  })
  expect(
    await runForResult(at, 'site', 'add', 'acme', '--hub', hub, '--pem', home.path, '--force'),
  ).toMatchObject({
    replaced: true,
    credential: { ok: false },
  })
})

it.each([
  ['--pem', 'There is no folder of certificates at'],
  ['--pfx', 'There is no PFX file at'],
])('does not add a site for a missing path after %s unless --force is set', async (option, message) => {
  await using home = await createTemporaryHome()
  const at = { home: home.path, cwd: home.path }
  const line = ['site', 'add', 'acme', '--hub', hub, option, 'nowhere']
  const error = await runForError(at, ...line)
  expect(error).toMatchObject({
    code: 'CREDENTIAL_FILE_MISSING',
    exitCode: 3,
    message: `${message} ${resolve(home.path, 'nowhere')}.`,
    output: expect.stringContaining('Site acme was not added'),
  })
  expect(await readdir(home.path)).toEqual([])
  expect(await runForResult(at, ...line, '--force')).toMatchObject({
    replaced: false,
    credential: { ok: false },
  })
  expect(await runForResult(at, 'site', 'list')).toMatchObject({ sites: [{ id: 'acme' }] })
})

it('reports the changes of a replaced site and that it no longer restricts users', async () => {
  await using home = await createTemporaryHome()
  const at = { home: home.path }
  const add = (...options: string[]) =>
    runHubpassJson(at, 'site', 'add', 'acme', '--hub', hub, '--pem', home.path, '--force', ...options)
  await add('--qps', 'old.acme.com:5000', '--users', 'TESTING_*\\*')
  const { document, stderr } = await add('--tls-server-name', 'qlik01')
  expect(document).toMatchObject({
    result: {
      replaced: true,
      changes: [
        { fact: 'QPS', before: 'old.acme.com:5000', after: 'qlik.acme.com:4243' },
        { fact: 'Server name', before: '(nothing)', after: 'qlik01' },
        { fact: 'Users', before: 'TESTING_*\\*', after: 'anybody' },
      ],
    },
  })
  expect(stderr).toContain('Warning: Site acme already existed and was replaced:\n')
  expect(stderr).toContain('  QPS          old.acme.com:5000 → qlik.acme.com:4243\n')
  expect(stderr).toContain('This site no longer restricts which users may be impersonated')
  const same = await add('--tls-server-name', 'qlik01')
  expect(same).toMatchObject({ document: { result: { changes: [] } } })
  expect(same.stderr).not.toContain('was replaced')
})

it('shows a site whose credential does not load and exits with 3', async () => {
  await using home = await createTemporaryHome()
  const at = { home: home.path }
  await runHubpass(at, 'site', 'add', 'acme', '--hub', hub, '--pem', home.path)
  expect(await runHubpass(at, 'site', 'show', 'acme')).toEqual({
    code: 3,
    stdout: expect.stringContaining('Hub          https://qlik.acme.com'),
    stderr: expect.stringContaining('There is no client certificate at'),
  })
  expect(await runHubpassJson(at, 'site', 'show', 'acme')).toMatchObject({
    code: 3,
    document: { result: { site: { hub }, credential: { error: { code: 'CREDENTIAL_FILE_MISSING' } } } },
  })
})

it.each([
  ['client.pem', 'the folder that contains it, or single files with --cert and --key'],
  ['client.pfx', 'that file with --pfx'],
])('explains what to do with the file %s after --pem', async (file, remedy) => {
  await using home = await createTemporaryHome()
  const path = join(home.path, file)
  await writeFile(path, '')
  const error = await runForError({ home: home.path }, 'site', 'add', 'acme', '--hub', hub, '--pem', path)
  expect(error).toMatchObject({ code: 'BAD_REQUEST', exitCode: 2, message: `--pem: ${path} is a file.` })
  expect(error.remedy).toContain(remedy)
})

it('reports that certificate and key Swap certificate and key', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const file = (name: string) => join(qlik.certificates.folder, name)
  const swapped = ['--cert', file('client_key.pem'), '--key', file('client.pem')]
  await runHubpass({ home: home.path }, 'site', 'add', 'acme', '--hub', hub, ...swapped)
  const { document } = await runHubpassJson({ home: home.path }, 'site', 'show', 'acme')
  const remedy = expect.stringContaining('Swap certificate and key')
  expect(document).toMatchObject({
    result: { credential: { error: { code: 'CREDENTIAL_NOT_PEM', remedy } } },
  })
})

it('replaces a site and keeps the others', async () => {
  await using home = await createTemporaryHome()
  const at = { home: home.path }
  for (const id of ['one', 'two']) await runHubpass(at, 'site', 'add', id, '--hub', hub, '--pem', home.path)
  const again = await runForResult(
    at,
    'site',
    'add',
    'one',
    '--hub',
    'https://new.acme.com',
    '--pem',
    home.path,
  )
  expect(again).toMatchObject({ replaced: true })
  expect(await runForResult(at, 'site', 'list')).toMatchObject({
    sites: [
      { id: 'one', hub: 'https://new.acme.com' },
      { id: 'two', hub },
    ],
  })
})

it('keeps every site if many are added at once', async () => {
  await using home = await createTemporaryHome()
  const ids = Array.from({ length: 8 }, (_, n) => `site-${n}`)
  await Promise.all(
    ids.map(id => runHubpass({ home: home.path }, 'site', 'add', id, '--hub', hub, '--pem', home.path)),
  )
  const { sites } = (await runForResult({ home: home.path }, 'site', 'list')) as { sites: { id: string }[] }
  expect(sites.map(({ id }) => id).sort()).toEqual(ids)
  expect(await readdir(home.path)).toEqual(['config.json'])
})

it('takes over the lock of a process that has died', async () => {
  await using home = await createTemporaryHome()
  const lock = join(home.path, 'config.json.lock')
  await mkdir(lock)
  await utimes(lock, new Date(0), new Date(0))
  await runForResult({ home: home.path }, 'site', 'add', 'acme', '--hub', hub, '--pem', home.path)
  expect(await readdir(home.path)).toEqual(['config.json'])
})

it.each([
  ['broken', '{"version":1,'],
  ['foreign', '{"name":"something else"}'],
  ['newer', '{"version":2,"sites":[]}'],
  ['empty', ''],
])('rejects a configuration that is %s and does not overwrite it', async (_, content) => {
  await using home = await createTemporaryHome()
  const at = { home: home.path }
  const file = join(home.path, 'config.json')
  await writeFile(file, content)
  const commands = [
    ['site', 'list'],
    ['site', 'remove', 'acme'],
    ['site', 'add', 'acme', '--hub', hub, '--pem', home.path],
    ['login', 'acme', '--user', 'DOMAIN\\User1'],
  ]
  for (const command of commands) {
    const error = await runForError(at, ...command)
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 3, details: { file } })
    expect(error.message).toContain(file)
  }
  expect(await readFile(file, 'utf8')).toBe(content)
  expect(await readdir(home.path)).toEqual(['config.json'])
})

it('reports where it cannot write', async () => {
  await using home = await createTemporaryHome()
  await writeFile(join(home.path, 'file'), '')
  const at = { home: join(home.path, 'file', 'below') }
  expect(await runForError(at, 'site', 'add', 'acme', '--hub', hub, '--pem', home.path)).toMatchObject({
    code: 'FILE_NOT_WRITTEN',
    exitCode: 3,
  })
})

it('prints text without --json', async () => {
  await using home = await createTemporaryHome()
  const at = { home: home.path }
  expect(await runHubpass(at, 'site', 'list')).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^No sites yet\. Add one with ".*hubpass\S* site add"\.\n$/),
    stderr: '',
  })
  const added = await runHubpass(at, 'site', 'add', 'acme', '--hub', hub, '--pem', home.path)
  expect(added.stdout).toContain('Site acme added.\n  Hub          https://qlik.acme.com\n')
  expect((await runHubpass(at, 'site', 'list')).stdout).toBe(
    'Site  Hub                    Users    Certificate              Default\nacme  https://qlik.acme.com  anybody  CREDENTIAL_FILE_MISSING  yes\n',
  )
})

it('prints the next steps unless the credential has to be fixed first', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const add = async (folder: string) => {
    const { stdout } = await runHubpass(
      { home: home.path },
      'site',
      'add',
      'acme',
      '--hub',
      hub,
      '--pem',
      folder,
    )
    return stdout.trimEnd().split('\n').at(-1)
  }
  expect(await add(home.path)).not.toContain('Next:')
  expect(await add(qlik.certificates.folder)).toMatch(
    /^Next: ".*hubpass\S* doctor acme" .*hubpass\S* install" /,
  )
  await runHubpass({ home: home.path }, 'install', '--user-data-dir', join(home.path, 'profile'))
  expect(await add(qlik.certificates.folder)).toMatch(/^Next: ".*hubpass\S* doctor acme" checks [\w -]+\.$/)
})
