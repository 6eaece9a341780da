import { X509Certificate } from 'node:crypto'
import { chown, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { FolderName } from '../../../doubles/qlik-sense/certificates/folders.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { passphraseVariable, pfxPassword, writePfx } from '../../../support/credential-fixtures.ts'
import { runForError, runForResult, runHubpassJson } from '../../../support/run-hubpass.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

type Harness = Awaited<ReturnType<typeof startQlikWithFolders>>

/** Simulates a tester's machine, so that the real one is not searched. */
async function startQlikWithFolders() {
  const home = await createTemporaryHome()
  const qlik = await QlikSenseDouble.start()
  const folders = {
    downloads: join(home.path, 'Downloads'),
    cwd: join(home.path, 'work'),
    home: join(home.path, 'home'),
  }
  for (const folder of Object.values(folders)) await mkdir(folder)
  const put = async (name: FolderName, folder: string) => {
    await cp(await qlik.writeCertificates(name), folder, { recursive: true })
    return folder
  }
  const dispose = async () => {
    for (const each of [qlik, home]) await each[Symbol.asyncDispose]()
  }
  const at = { home: folders.home, cwd: folders.cwd, env: { HOME: home.path, USERPROFILE: home.path } }
  const add = ['site', 'add', 'acme', '--hub', qlik.hub, '--qps', new URL(qlik.qps).host]
  return { qlik, put, at, add, ...folders, [Symbol.asyncDispose]: dispose }
}

it('finds the certificate of the hub among others and signs in with it', async () => {
  await using harness = await startQlikWithFolders()
  const { at, add, put } = harness
  const good = await put('good', join(harness.cwd, 'MYSERVER'))
  await put('good', join(harness.downloads, 'the same again'))
  const foreign = await put('foreign', harness.cwd)
  const expired = await put('expired', join(harness.home, 'old'))
  const added = await runHubpassJson(at, ...add)
  expect(added.document).toMatchObject({
    result: { site: { credential: { certificate: join(good, 'client.pem') } }, credential: { ok: true } },
  })
  expect(added.stderr).toMatch(
    /\* .*MYSERVER: CN=QlikClient, from CN=LOCALHOST-CA, until 20\S+, thumbprint [0-9A-F]{40}\n/,
  )
  expect(added.stderr).toContain(`  ${foreign}: CN=QlikClient, from CN=ELSEWHERE-CA`)
  expect(added.stderr).toContain(`  ${expired}: The certificate ${join(expired, 'client.pem')} expired on 20`)
  expect(added.stderr).toContain('Hubpass will trust servers of CN=LOCALHOST-CA.')
  await runForResult(at, 'login', 'acme', '--user', 'DOMAIN\\User1')
  expect(harness.qlik.sessions).toHaveLength(1)
})

const putInDownloads = (harness: Harness) => harness.put('good', harness.downloads)
const putBelowDots = (harness: Harness) => harness.put('good', join(harness.downloads, '..certificates'))
const putPfxInDownloads = async (harness: Harness) => {
  const { file } = await writePfx(await harness.qlik.writeCertificates('good'), { password: '' })
  await cp(file, join(harness.downloads, 'client.pfx'))
  return join(harness.downloads, 'client.pfx')
}
const putInLocalizedDownloads = async (harness: Harness) => {
  const settings = join(harness.at.env.HOME, '.config')
  await mkdir(settings)
  await writeFile(
    join(settings, 'user-dirs.dirs'),
    'XDG_DOWNLOAD_DIR="$HOME/work/T\u00e9l\u00e9chargements"\n',
  )
  return harness.put('good', join(harness.cwd, 'T\u00e9l\u00e9chargements'))
}

it.each<[string, string, (harness: Harness) => Promise<string>]>([
  ['PEM files in Downloads', '--pem', putInDownloads],
  ['PEM files in a folder of Downloads whose name begins with dots', '--pem', putBelowDots],
  ['a PFX file in Downloads', '--pfx', putPfxInDownloads],
  ['PEM files in the folder that the desktop names for downloads', '--pem', putInLocalizedDownloads],
])('only proposes %s, and names the root', async (_, option, put) => {
  await using harness = await startQlikWithFolders()
  const location = await put(harness)
  const error = await runForError(
    { ...harness.at, env: { ...harness.at.env, XDG_CONFIG_HOME: undefined } },
    ...harness.add,
  )
  expect(error).toMatchObject({
    code: 'CERTIFICATE_PROPOSED',
    exitCode: 3,
    details: { location, option, roots: ['CN=LOCALHOST-CA'] },
  })
  expect(error.message).toContain('trust servers of CN=LOCALHOST-CA')
  expect(await runForResult(harness.at, 'site', 'list')).toEqual({ sites: [] })
  await runForResult(harness.at, ...harness.add, option, location)
})

it.each(['Downloads', '.'])('only proposes files in Downloads if the current folder is %s', async folder => {
  await using harness = await startQlikWithFolders()
  await putInDownloads(harness)
  const cwd = join(harness.downloads, '..', folder)
  const error = await runForError({ ...harness.at, cwd }, ...harness.add)
  expect(error.code).toBe('CERTIFICATE_PROPOSED')
})

it.runIf(process.getuid?.() === 0)('only proposes the files of another account', async () => {
  await using harness = await startQlikWithFolders()
  const folder = await harness.put('good', harness.cwd)
  await chown(join(folder, 'root.pem'), 65_534, 65_534)
  expect(await runForError(harness.at, ...harness.add)).toMatchObject({ code: 'CERTIFICATE_PROPOSED' })
})

it('lists the candidates if more than one certificate matches', async () => {
  await using harness = await startQlikWithFolders()
  const one = await harness.put('good', harness.cwd)
  const another = await harness.put('expiresSoon', join(harness.home, 'another'))
  const error = await runForError(harness.at, ...harness.add)
  expect(error).toMatchObject({ code: 'CERTIFICATE_AMBIGUOUS', exitCode: 3 })
  expect(error.details.candidates).toEqual([
    expect.stringContaining(`${one}: CN=QlikClient`),
    expect.stringContaining(`${another}: CN=QlikClient`),
  ])
  expect(error.remedy).toContain('--pem')
  expect(await runForResult(harness.at, 'site', 'list')).toEqual({ sites: [] })
})

it('reports that no certificate exists or none matches', async () => {
  await using harness = await startQlikWithFolders()
  expect(await runForError(harness.at, ...harness.add)).toMatchObject({
    code: 'CERTIFICATE_NOT_FOUND',
    message: 'No client certificate was found in the usual locations.',
  })
  await harness.put('foreign', harness.cwd)
  expect(await runForError(harness.at, ...harness.add)).toMatchObject({
    code: 'CERTIFICATE_NOT_FOUND',
    exitCode: 3,
    details: { wanted: ['LOCALHOST-CA'], found: [expect.stringContaining('CN=ELSEWHERE-CA')] },
  })
})

it('opens a discovered PFX file with the passphrase variable', async () => {
  await using harness = await startQlikWithFolders()
  const { at, add } = harness
  const folder = await harness.qlik.writeCertificates('good')
  const { file } = await writePfx(folder, { cipher: 'rc2-40' })
  await cp(file, join(harness.cwd, 'client.pfx'))
  expect(await runForError(at, ...add)).toMatchObject({
    details: { found: [expect.stringContaining('is encrypted, but no passphrase')] },
  })
  const withPassphrase = { ...at, env: { ...at.env, [passphraseVariable]: pfxPassword } }
  expect(await runForResult(withPassphrase, ...add, '--passphrase-env', passphraseVariable)).toMatchObject({
    site: {
      credential: { kind: 'pfx', file: join(harness.cwd, 'client.pfx'), passphraseEnv: passphraseVariable },
    },
    credential: { ok: true },
  })
})

it.each(['PEM files', 'a PFX file'])('chooses %s by the thumbprint among several that match', async kind => {
  await using harness = await startQlikWithFolders()
  const { at, add, put } = harness
  await put('good', harness.cwd)
  const other = await put('expiresSoon', join(harness.home, 'another'))
  if (kind === 'a PFX file') {
    await writePfx(other, { password: '' })
    await rm(join(other, 'client_key.pem'))
  }
  const thumbprint = await readThumbprint(other)
  const added = await runForResult(
    at,
    ...add,
    '--thumbprint',
    thumbprint.toLowerCase().replace(/..(?=.)/g, '$&:'),
  )
  expect(added).toMatchObject({ credential: { ok: true, thumbprint }, site: { credential: { thumbprint } } })
  await runForResult(at, 'login', 'acme', '--user', 'DOMAIN\\User1')
  expect(harness.qlik.sessions).toHaveLength(1)
})

it('chooses a certificate within a PFX or PEM file by its thumbprint, and refuses one that is not there', async () => {
  await using harness = await startQlikWithFolders()
  const { at, add } = harness
  const [one, other] = await Promise.all([
    harness.qlik.writeCertificates('good'),
    harness.qlik.writeCertificates('expiresSoon'),
  ])
  const folder = join(harness.cwd, 'both')
  await mkdir(folder)
  for (const name of ['client.pem', 'client_key.pem'])
    await writeFile(
      join(folder, name),
      Buffer.concat(await Promise.all([one, other].map(from => readFile(join(from, name))))),
    )
  await cp(join(one, 'root.pem'), join(folder, 'root.pem'))
  for (const thumbprint of [await readThumbprint(one), await readThumbprint(other)])
    expect(await runForResult(at, ...add, '--pem', folder, '--thumbprint', thumbprint)).toMatchObject({
      credential: { ok: true, thumbprint },
    })
  const missing = 'AB'.repeat(20)
  const { document, code } = await runHubpassJson(
    at,
    'site',
    'add',
    'x',
    ...add.slice(3),
    '--pem',
    folder,
    '--thumbprint',
    missing,
  )
  expect(code).toBe(3)
  expect(document).toMatchObject({
    result: { credential: { error: { code: 'CERTIFICATE_NOT_FOUND', details: { thumbprint: missing } } } },
  })
})

it('does not take a planted file for its thumbprint, and lists what was found for an unknown one', async () => {
  await using harness = await startQlikWithFolders()
  const folder = await putInDownloads(harness)
  const wanted = [...harness.add, '--thumbprint', await readThumbprint(folder)]
  expect(await runForError(harness.at, ...wanted)).toMatchObject({ code: 'CERTIFICATE_PROPOSED' })
  const error = await runForError(harness.at, ...harness.add, '--thumbprint', 'CD'.repeat(20))
  expect(error).toMatchObject({ code: 'CERTIFICATE_NOT_FOUND', exitCode: 3 })
  expect(error.message).toContain(`with the thumbprint ${'CD'.repeat(20)} was found. Found: `)
  expect(error.message).toContain(await readThumbprint(folder))
  expect(error.remedy).toContain('--thumbprint')
})

const readThumbprint = async (folder: string): Promise<string> =>
  new X509Certificate(await readFile(join(folder, 'client.pem'))).fingerprint.replaceAll(':', '')
