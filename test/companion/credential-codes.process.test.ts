import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { CredentialSource } from '../../companion/config/schema.ts'
import { type FolderName, PASSPHRASE } from '../doubles/qlik-sense/certificates/folders.ts'
import { pooledKeys, toPkcs1Pem } from '../doubles/qlik-sense/certificates/keys.ts'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { named, pfxIn, pfxPassword, variable } from './fixtures/credentials.ts'
import { resultOf } from './fixtures/hubpass.ts'
import { failLogin } from './fixtures/login.ts'
import { configure, credentialIn, siteFor } from './fixtures/site.ts'
import { temporaryHome } from './fixtures/temporary-home.ts'

type Spoil = (folder: string) => Promise<void>

const untouched: Spoil = async () => {}
const overwrite =
  (file: string, content: string | Buffer): Spoil =>
  folder =>
    writeFile(join(folder, file), content)

const asFolder: Spoil = async folder => void (await mkdir(join(folder, 'client_key.pem')))
const asCertificate: Spoil = async folder =>
  writeFile(join(folder, 'client_key.pem'), await readFile(join(folder, 'client.pem')))
const asKey: Spoil = async folder =>
  writeFile(join(folder, 'client.pem'), await readFile(join(folder, 'client_key.pem')))
const damaged: Spoil = async folder => {
  const key = await readFile(join(folder, 'client_key.pem'), 'utf8')
  await writeFile(join(folder, 'client_key.pem'), key.replace(/\n[^-]{60}/, '\nAAAA'))
}

const clientOfSite: Spoil = async folder => {
  for (const file of ['client.pem', 'client_key.pem'])
    await writeFile(join(folder, file), await readFile(join(folder, '..', 'good', file)))
}

type Make = (folder: string) => CredentialSource | Promise<CredentialSource>

const wrongPassphrase = 'not-the-right-one'
const openPfx: Make = folder => pfxIn(folder, { password: '' })
const missingPfx: Make = folder => ({ kind: 'pfx', file: join(folder, 'client.pfx') })
const folderAsPfx: Make = folder => ({ kind: 'pfx', file: folder })
const textAsPfx: Make = folder => ({ kind: 'pfx', file: join(folder, 'client.pem') })
const wrongPassword: Make = async folder => named(await pfxIn(folder))
const withVariable: Make = folder => named(credentialIn(folder))
const pfxWithoutKey: Make = folder => pfxIn(folder, { password: '', withKey: false })
const rootlessPfx: Make = folder => pfxIn(folder, { password: '', withRoot: false })
const halfPfx: Make = async folder => {
  const pfx = await pfxIn(folder)
  const whole = await readFile(pfx.file)
  await writeFile(pfx.file, whole.subarray(0, whole.length / 2))
  return pfx
}
const pfxOfAnotherKey: Make = async folder => {
  await writeFile(join(folder, 'client_key.pem'), toPkcs1Pem(await pooledKeys('other')))
  return pfxIn(folder, { password: '' })
}

it.each<[string, FolderName, Spoil, string, string, Make?]>([
  [
    'no certificate',
    'missingClient',
    untouched,
    'CREDENTIAL_FILE_MISSING',
    'There is no client certificate at',
  ],
  ['no key', 'missingKey', untouched, 'CREDENTIAL_FILE_MISSING', 'There is no private key at'],
  ['no root', 'missingRoot', untouched, 'CREDENTIAL_FILE_MISSING', 'There is no root certificate at'],
  ['a folder for a key', 'missingKey', asFolder, 'CREDENTIAL_FILE_UNREADABLE', 'it is a folder'],
  ['DER', 'derAsPem', untouched, 'CREDENTIAL_NOT_PEM', 'it holds binary data (DER or PFX)'],
  ['text', 'plainText', untouched, 'CREDENTIAL_NOT_PEM', 'it holds text without a PEM block'],
  ['an empty file', 'good', overwrite('root.pem', ''), 'CREDENTIAL_NOT_PEM', 'it holds nothing: it is empty'],
  ['a key for a certificate', 'good', asKey, 'CREDENTIAL_NOT_PEM', 'it holds a private key'],
  [
    'UTF-16',
    'good',
    overwrite('client.pem', Buffer.from('\ufeffhello', 'utf16le')),
    'CREDENTIAL_NOT_PEM',
    'text in UTF-16',
  ],
  ['a damaged key', 'good', damaged, 'CREDENTIAL_NOT_PEM', 'it holds a damaged private key'],
  ['a certificate for a key', 'good', asCertificate, 'KEY_MISSING', 'holds no private key'],
  ['an encrypted key', 'encryptedKey', untouched, 'KEY_ENCRYPTED', 'no passphrase is configured'],
  ['an encrypted PKCS#8 key', 'encryptedPkcs8Key', untouched, 'KEY_ENCRYPTED', 'no passphrase is configured'],
  ['the key of another', 'keyMismatch', untouched, 'KEY_MISMATCH', 'does not belong to the certificate'],
  ['an expired certificate', 'expired', untouched, 'CERTIFICATE_EXPIRED', 'expired on 20'],
  ['one of tomorrow', 'notYetValid', untouched, 'CERTIFICATE_NOT_YET_VALID', 'is not valid before 20'],
  ['one of another site', 'foreignClient', untouched, 'CERTIFICATE_NOT_FROM_SITE', 'was issued by "'],
  [
    'a root of the same name',
    'foreignClientOfSameName',
    untouched,
    'CERTIFICATE_NOT_FROM_SITE',
    'same name, other key',
  ],
  [
    'the root of another site',
    'foreign',
    clientOfSite,
    'CERTIFICATE_NOT_FROM_SITE',
    'was issued by "LOCALHOST-CA", the root',
  ],
  [
    'a root that is text',
    'good',
    overwrite('root.pem', 'hello'),
    'CREDENTIAL_NOT_PEM',
    'root certificate in',
  ],
  ['no PFX', 'good', untouched, 'CREDENTIAL_FILE_MISSING', 'There is no PFX file at', missingPfx],
  ['a folder for a PFX', 'good', untouched, 'CREDENTIAL_FILE_UNREADABLE', 'it is a folder', folderAsPfx],
  ['text for a PFX', 'plainText', untouched, 'PFX_UNREADABLE', 'not a PFX file', textAsPfx],
  ['DER for a PFX', 'derAsPem', untouched, 'PFX_UNREADABLE', 'it is not a PFX file', textAsPfx],
  ['half of a PFX', 'good', untouched, 'PFX_UNREADABLE', 'it is damaged', halfPfx],
  ['a PFX without its password', 'good', untouched, 'KEY_ENCRYPTED', 'no passphrase is configured', pfxIn],
  [
    'a legacy PFX without its password',
    'good',
    untouched,
    'KEY_ENCRYPTED',
    'no passphrase is configured',
    folder => pfxIn(folder, { cipher: 'rc2-40' }),
  ],
  ['a PFX with another password', 'good', untouched, 'PASSPHRASE_WRONG', variable, wrongPassword],
  [
    'a legacy PFX with another password',
    'good',
    untouched,
    'PASSPHRASE_WRONG',
    variable,
    async folder => named(await pfxIn(folder, { cipher: 'rc2-40' })),
  ],
  [
    'an encrypted key with another passphrase',
    'encryptedKey',
    untouched,
    'PASSPHRASE_WRONG',
    variable,
    withVariable,
  ],
  [
    'an encrypted PKCS#8 key with another passphrase',
    'encryptedPkcs8Key',
    untouched,
    'PASSPHRASE_WRONG',
    variable,
    withVariable,
  ],
  ['a PFX without a key', 'good', untouched, 'KEY_MISSING', 'holds no private key', pfxWithoutKey],
  ['a PFX of another key', 'good', untouched, 'KEY_MISMATCH', 'does not belong', pfxOfAnotherKey],
  ['an expired PFX', 'expired', untouched, 'CERTIFICATE_EXPIRED', 'expired on 20', openPfx],
  [
    'a PFX of another site',
    'foreignClient',
    untouched,
    'CERTIFICATE_NOT_FROM_SITE',
    'was issued by',
    openPfx,
  ],
  ['a PFX without any root', 'missingRoot', untouched, 'CREDENTIAL_FILE_MISSING', 'root.cer', rootlessPfx],
])('finds %s before anything is sent', async (_, name, spoil, code, message, make = credentialIn) => {
  await using home = await temporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const folder = await qlik.writeCertificates(name)
  await spoil(folder)
  await configure(home.path, siteFor(qlik, { credential: await make(folder) }))
  const error = await failLogin({ home: home.path, env: { [variable]: wrongPassphrase } })
  expect(error).toMatchObject({ code, exitCode: 3 })
  expect(error.message).toContain(message)
  expect(error.message).toContain(folder)
  for (const line of await keyLinesIn(folder)) expect(error.output).not.toContain(line)
  expect(error.output).not.toContain(pfxPassword)
  expect(error.output).not.toContain(wrongPassphrase)
  expect(qlik.requests).toEqual([])
})

/** What a key is made of, as far as there is one, and the words around it. */
async function keyLinesIn(folder: string): Promise<string[]> {
  const key = await readFile(join(folder, 'client_key.pem'), 'utf8').catch(() => '')
  return ['PRIVATE KEY', ...key.split('\n').filter(line => line.length > 40)]
}

const withPassphrase = async (qlik: QlikSenseDouble, folder: FolderName) => {
  const credential = credentialIn(await qlik.writeCertificates(folder))
  return siteFor(qlik, { credential: { ...credential, passphraseEnv: 'ACME_PASSPHRASE' } })
}

it.each<FolderName>(['encryptedKey', 'encryptedPkcs8Key'])(
  'opens an %s with the passphrase',
  async folder => {
    await using home = await temporaryHome()
    await using qlik = await QlikSenseDouble.start()
    await configure(home.path, await withPassphrase(qlik, folder))
    const surroundings = { home: home.path, env: { ACME_PASSPHRASE: PASSPHRASE } }
    await resultOf(surroundings, 'login', 'acme', '--user', 'DOMAIN\\User1')
    expect(qlik.sessions).toHaveLength(1)
  },
)

it('says that the variable of the passphrase is not set', async () => {
  await using home = await temporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await configure(home.path, await withPassphrase(qlik, 'encryptedKey'))
  const error = await failLogin({ home: home.path, env: { ACME_PASSPHRASE: undefined } })
  expect(error).toMatchObject({
    code: 'KEY_ENCRYPTED',
    remedy: expect.stringContaining('Set ACME_PASSPHRASE'),
  })
})

it.each<FolderName>(['pkcs8Key', 'windowsLineEnds'])('takes the export %s', async folder => {
  await using home = await temporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await configure(
    home.path,
    siteFor(qlik, { credential: credentialIn(await qlik.writeCertificates(folder)) }),
  )
  await resultOf({ home: home.path }, 'login', 'acme', '--user', 'DOMAIN\\User1')
  expect(qlik.sessions).toHaveLength(1)
})

it('takes a root file with more than one root', async () => {
  await using home = await temporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const folder = await qlik.writeCertificates('good')
  const foreign = await qlik.writeCertificates('foreign')
  await writeFile(
    join(folder, 'root.pem'),
    [await readFile(join(foreign, 'root.pem')), await readFile(join(folder, 'root.pem'))].join('\n'),
  )
  await configure(home.path, siteFor(qlik, { credential: credentialIn(folder) }))
  await resultOf({ home: home.path }, 'login', 'acme', '--user', 'DOMAIN\\User1')
})

it('takes text around the blocks of a PEM file', async () => {
  await using home = await temporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await appendFile(join(qlik.certificates.folder, 'client.pem'), '\nBag Attributes: exported\n')
  await configure(home.path, siteFor(qlik))
  await resultOf({ home: home.path }, 'login', 'acme', '--user', 'DOMAIN\\User1')
})

it.runIf(process.platform !== 'win32')('finds no Windows store elsewhere than on Windows', async () => {
  await using home = await temporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const thumbprint = 'AB'.repeat(20)
  const credential = { kind: 'windows-store', store: 'CurrentUser', thumbprint } as const
  await configure(home.path, siteFor(qlik, { credential }))
  expect(await failLogin({ home: home.path })).toMatchObject({
    code: 'CREDENTIAL_FILE_UNREADABLE',
    exitCode: 3,
    message: expect.stringContaining('Windows certificate store'),
  })
})
