import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { expect, it } from 'vitest'
import type { CredentialSource } from '../../companion/config/schema.ts'
import { type FolderName, PASSPHRASE } from '../doubles/qlik-sense/certificates/folders.ts'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { named, pfxIn, pfxPassword, variable, withDerRoot } from './fixtures/credentials.ts'
import { hubpass, resultOf } from './fixtures/hubpass.ts'
import { configure, credentialIn, siteFor } from './fixtures/site.ts'
import { temporaryHome } from './fixtures/temporary-home.ts'

type Make = (folder: string) => CredentialSource | Promise<CredentialSource>

const pem: Make = credentialIn
const encrypted: Make = folder => named(credentialIn(folder))
const modernPfx: Make = async folder => named(await pfxIn(folder))
const tripleDesPfx: Make = async folder => named(await pfxIn(folder, { cipher: '3des' }))
const legacyPfx: Make = async folder => named(await pfxIn(folder, { cipher: 'rc2-40' }))
const openPfx: Make = folder => pfxIn(folder, { password: '' })
const rootNamed: Make = async folder => {
  await withDerRoot(folder)
  const pfx = await pfxIn(folder, { withRoot: false })
  return named({ ...pfx, root: join(folder, 'root.cer') })
}
const rootBeside: Make = async folder => named(await pfxIn(folder, { withRoot: false }))
const derRootBeside: Make = async folder => {
  const pfx = await rootBeside(folder)
  await withDerRoot(folder)
  await rm(join(folder, 'root.pem'))
  return pfx
}

it.each<[string, FolderName, Make, string?]>([
  ['PEM with a PKCS#1 key', 'good', pem],
  ['PEM with a PKCS#8 key', 'pkcs8Key', pem],
  ['PEM with an encrypted PKCS#1 key', 'encryptedKey', encrypted, PASSPHRASE],
  ['PEM with an encrypted PKCS#8 key', 'encryptedPkcs8Key', encrypted, PASSPHRASE],
  ['PEM with a root in DER', 'good', withDerRoot],
  ['a modern PFX', 'good', modernPfx, pfxPassword],
  ['a PFX with 3DES', 'good', tripleDesPfx, pfxPassword],
  ['a legacy PFX with RC2-40', 'good', legacyPfx, pfxPassword],
  ['a PFX without a password', 'good', openPfx],
  ['a PFX with the root named', 'good', rootNamed, pfxPassword],
  ['a PFX with root.pem beside it', 'good', rootBeside, pfxPassword],
  ['a PFX with root.cer beside it', 'good', derRootBeside, pfxPassword],
])('signs in with %s', async (_, name, make, passphrase) => {
  await using home = await temporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const credential = await make(await qlik.writeCertificates(name))
  await configure(home.path, siteFor(qlik, { credential }))
  const surroundings = { home: home.path, env: { [variable]: passphrase } }
  const { code, stderr } = await hubpass(surroundings, 'login', 'acme', '--user', 'DOMAIN\\User1')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(qlik.sessions).toHaveLength(1)
})

it('reads a legacy PFX that Node refuses', async () => {
  await using qlik = await QlikSenseDouble.start()
  const { file } = await pfxIn(qlik.certificates.folder, { cipher: 'rc2-40' })
  const pfx = await readFile(file)
  expect(() => createSecureContext({ pfx, passphrase: pfxPassword })).toThrow('Unsupported PKCS12 PFX data')
})

it('prefers the root that the site names to the one in a PFX', async () => {
  await using home = await temporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const foreign = await qlik.writeCertificates('foreign')
  const pfx = await pfxIn(qlik.certificates.folder)
  const credential = named({ ...pfx, root: join(foreign, 'root.pem') })
  await configure(home.path, siteFor(qlik, { credential }))
  const at = { home: home.path, env: { [variable]: pfxPassword } }
  expect(await resultOf(at, 'site', 'show', 'acme')).toMatchObject({
    credential: { ok: false, error: { code: 'CERTIFICATE_NOT_FROM_SITE' } },
  })
})
