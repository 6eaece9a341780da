import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { expect, it } from 'vitest'
import type { CredentialSource } from '../../../companion/config/schema.ts'
import { type FolderName, PASSPHRASE } from '../../doubles/qlik-sense/certificates/folders.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import {
  passphraseVariable,
  pfxPassword,
  withDerRoot,
  withPassphraseEnv,
  writePfx,
} from '../../support/credential-fixtures.ts'
import { startNativeHost } from '../../support/native-host.ts'
import { isOpenSslMissing, openSslIn } from '../../support/openssl.ts'
import { runForResult, runHubpass } from '../../support/run-hubpass.ts'
import { credentialFrom, siteConfigFor, writeConfig } from '../../support/site-config.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

type CreateCredential = (folder: string) => CredentialSource | Promise<CredentialSource>

const pem: CreateCredential = credentialFrom
const encryptedPem: CreateCredential = folder => withPassphraseEnv(credentialFrom(folder))
const modernPfx: CreateCredential = async folder => withPassphraseEnv(await writePfx(folder))
const tripleDesPfx: CreateCredential = async folder =>
  withPassphraseEnv(await writePfx(folder, { cipher: '3des' }))
const legacyPfx: CreateCredential = async folder =>
  withPassphraseEnv(await writePfx(folder, { cipher: 'rc2-40' }))
const pfxWithoutPassword: CreateCredential = folder => writePfx(folder, { password: '' })
const pfxWithRootFile: CreateCredential = async folder => {
  await withDerRoot(folder)
  const pfx = await writePfx(folder, { withRoot: false })
  return withPassphraseEnv({ ...pfx, root: join(folder, 'root.cer') })
}
const pfxWithAdjacentRoot: CreateCredential = async folder =>
  withPassphraseEnv(await writePfx(folder, { withRoot: false }))
const saveRootWithBom: CreateCredential = async folder => {
  const root = join(folder, 'root.pem')
  await writeFile(root, `\ufeff${await readFile(root, 'utf8')}`)
  return credentialFrom(folder)
}
const saveAsUtf16: CreateCredential = async folder => {
  for (const name of ['client.pem', 'client_key.pem', 'root.pem']) {
    const file = join(folder, name)
    await writeFile(file, `\ufeff${await readFile(file, 'utf8')}`, 'utf16le')
  }
  return credentialFrom(folder)
}
const putAuthorityFirst: CreateCredential = async folder => {
  const [root, client] = await Promise.all(
    ['root.pem', 'client.pem'].map(name => readFile(join(folder, name), 'utf8')),
  )
  await writeFile(join(folder, 'client.pem'), `${root}${client}`)
  return credentialFrom(folder)
}
const exportWithOpenSsl =
  (...options: string[]): CreateCredential =>
  async folder => {
    const files = ['-inkey', 'client_key.pem', '-in', 'client.pem', '-certfile', 'root.pem']
    const password = ['-passout', `pass:${nonAsciiPassword}`]
    await openSslIn(folder)('pkcs12', '-export', ...files, ...options, ...password, '-out', 'client.pfx')
    return withPassphraseEnv({ kind: 'pfx', file: join(folder, 'client.pfx') })
  }
const nonAsciiPassword = 'grüße-Zürich1'

const pfxWithAdjacentDerRoot: CreateCredential = async folder => {
  const pfx = await pfxWithAdjacentRoot(folder)
  await withDerRoot(folder)
  await rm(join(folder, 'root.pem'))
  return pfx
}

it.each<[string, FolderName, CreateCredential, string?]>([
  ['PEM with a PKCS#1 key', 'good', pem],
  ['PEM with a PKCS#8 key', 'pkcs8Key', pem],
  ['PEM with an encrypted PKCS#1 key', 'encryptedKey', encryptedPem, PASSPHRASE],
  ['PEM with an encrypted PKCS#8 key', 'encryptedPkcs8Key', encryptedPem, PASSPHRASE],
  ['PEM with a root in DER', 'good', withDerRoot],
  ['a modern PFX', 'good', modernPfx, pfxPassword],
  ['a PFX with 3DES', 'good', tripleDesPfx, pfxPassword],
  ['a legacy PFX with RC2-40', 'good', legacyPfx, pfxPassword],
  ['a PFX without a password', 'good', pfxWithoutPassword],
  ['a PFX with a configured root', 'good', pfxWithRootFile, pfxPassword],
  ['a PFX next to root.pem', 'good', pfxWithAdjacentRoot, pfxPassword],
  ['a PFX next to root.cer', 'good', pfxWithAdjacentDerRoot, pfxPassword],
  ['a PEM root with a byte order mark', 'good', saveRootWithBom],
  ['PEM files in UTF-16', 'good', saveAsUtf16],
  ['the authority before the certificate', 'good', putAuthorityFirst],
])('login succeeds with %s', loginSucceeds)

it.skipIf(isOpenSslMissing()).each<[string, FolderName, CreateCredential, string?]>([
  ['AES-256 and a password with umlauts', 'good', exportWithOpenSsl(), nonAsciiPassword],
  ['a MAC with SHA-512', 'good', exportWithOpenSsl('-macalg', 'sha512'), nonAsciiPassword],
  ['a MAC with SHA-224', 'good', exportWithOpenSsl('-macalg', 'sha224'), nonAsciiPassword],
])('login succeeds with a PFX with %s', loginSucceeds)

async function loginSucceeds(_: string, name: FolderName, make: CreateCredential, passphrase?: string) {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const credential = await make(await qlik.writeCertificates(name))
  await writeConfig(home.path, siteConfigFor(qlik, { credential }))
  const options = { home: home.path, env: { [passphraseVariable]: passphrase } }
  const { code, stderr } = await runHubpass(options, 'login', 'acme', '--user', 'DOMAIN\\User1')
  // On a busy machine, the settings from QRS may come too late.
  const warnings = stderr.replace(/^Warning: The cookie uses the default settings\. .*\n/, '')
  expect({ code, warnings }).toEqual({ code: 0, warnings: '' })
  expect(qlik.sessions).toHaveLength(1)
}

it.skipIf(isOpenSslMissing()).each<[string, CreateCredential]>([
  ['a PFX with AES-256, SHA-512 and a password with umlauts', exportWithOpenSsl('-macalg', 'sha512')],
  ['a PEM root with a byte order mark', saveRootWithBom],
  ['the authority before the certificate', putAuthorityFirst],
  ['an encrypted PKCS#8 key and a root in DER', async folder => withPassphraseEnv(await encryptKey(folder))],
])('the host creates a session with %s and a configuration in UTF-16', async (_, make) => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const credential = await make(await qlik.writeCertificates('good'))
  await writeConfig(home.path, siteConfigFor(qlik, { credential }))
  const file = join(home.path, 'config.json')
  await writeFile(file, `\ufeff${await readFile(file, 'utf8')}`, 'utf16le')
  await using host = startNativeHost({ home: home.path, env: { [passphraseVariable]: nonAsciiPassword } })
  const sessionId = crypto.randomUUID()
  const identity = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [] }
  const params = { site: 'acme', prefix: '', identity, sessionId }
  expect(await host.sendCommand('createSession', params)).toMatchObject({ ok: true })
  expect(qlik.sessions).toMatchObject([{ sessionId, userId: 'User1' }])
})

async function encryptKey(folder: string) {
  const openSsl = openSslIn(folder)
  const password = ['-passout', `pass:${nonAsciiPassword}`]
  await openSsl(
    'pkcs8',
    '-topk8',
    '-v2',
    'aes-256-cbc',
    '-in',
    'client_key.pem',
    ...password,
    '-out',
    'new.pem',
  )
  await rename(join(folder, 'new.pem'), join(folder, 'client_key.pem'))
  return withDerRoot(folder)
}

it('login reads a legacy PFX that Node rejects', async () => {
  await using qlik = await QlikSenseDouble.start()
  const { file } = await writePfx(qlik.certificates.folder, { cipher: 'rc2-40' })
  const pfx = await readFile(file)
  expect(() => createSecureContext({ pfx, passphrase: pfxPassword })).toThrow('Unsupported PKCS12 PFX data')
})

it('the configured root takes precedence over the one in a PFX', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const foreign = await qlik.writeCertificates('foreign')
  const pfx = await writePfx(qlik.certificates.folder)
  const credential = withPassphraseEnv({ ...pfx, root: join(foreign, 'root.pem') })
  await writeConfig(home.path, siteConfigFor(qlik, { credential }))
  const at = { home: home.path, env: { [passphraseVariable]: pfxPassword } }
  expect(await runForResult(at, 'site', 'show', 'acme')).toMatchObject({
    credential: { ok: false, error: { code: 'CERTIFICATE_NOT_FROM_SITE' } },
  })
})
