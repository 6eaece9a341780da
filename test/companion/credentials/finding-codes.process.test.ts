import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { CredentialSource } from '../../../companion/config/schema.ts'
import { type FolderName, PASSPHRASE } from '../../doubles/qlik-sense/certificates/folders.ts'
import { getPooledKeys, toPkcs1Pem } from '../../doubles/qlik-sense/certificates/keys.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import {
  passphraseVariable,
  pfxPassword,
  withPassphraseEnv,
  writePfx,
} from '../../support/credential-fixtures.ts'
import { runFailingLogin } from '../../support/failing-login.ts'
import { runForResult } from '../../support/run-hubpass.ts'
import { credentialFrom, siteConfigFor, writeConfig } from '../../support/site-config.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

type Corrupt = (folder: string) => Promise<void>

const leaveIntact: Corrupt = async () => {}
const overwrite =
  (file: string, content: string | Buffer): Corrupt =>
  folder =>
    writeFile(join(folder, file), content)

const replaceKeyByFolder: Corrupt = async folder => void (await mkdir(join(folder, 'client_key.pem')))
const replaceKeyByCertificate: Corrupt = async folder =>
  writeFile(join(folder, 'client_key.pem'), await readFile(join(folder, 'client.pem')))
const replaceCertificateByKey: Corrupt = async folder =>
  writeFile(join(folder, 'client.pem'), await readFile(join(folder, 'client_key.pem')))
const damageCertificate: Corrupt = async folder => {
  const key = await readFile(join(folder, 'client_key.pem'), 'utf8')
  await writeFile(join(folder, 'client_key.pem'), key.replace(/\n[^-]{60}/, '\nAAAA'))
}

const useCertificateOfSite: Corrupt = async folder => {
  for (const file of ['client.pem', 'client_key.pem'])
    await writeFile(join(folder, file), await readFile(join(folder, '..', 'good', file)))
}

type CreateCredential = (folder: string) => CredentialSource | Promise<CredentialSource>

const wrongPassphrase = 'not-the-right-one'
const pfxWithoutPassword: CreateCredential = folder => writePfx(folder, { password: '' })
const missingPfx: CreateCredential = folder => ({ kind: 'pfx', file: join(folder, 'client.pfx') })
const folderAsPfx: CreateCredential = folder => ({ kind: 'pfx', file: folder })
const pemAsPfx: CreateCredential = folder => ({ kind: 'pfx', file: join(folder, 'client.pem') })
const pfxWithPassphraseEnv: CreateCredential = async folder => withPassphraseEnv(await writePfx(folder))
const pemWithPassphraseEnv: CreateCredential = folder => withPassphraseEnv(credentialFrom(folder))
const pfxWithoutKey: CreateCredential = folder => writePfx(folder, { password: '', withKey: false })
const pfxWithoutRoot: CreateCredential = folder => writePfx(folder, { password: '', withRoot: false })
const truncatedPfx: CreateCredential = async folder => {
  const pfx = await writePfx(folder)
  const whole = await readFile(pfx.file)
  await writeFile(pfx.file, whole.subarray(0, whole.length / 2))
  return pfx
}
const pfxWithOtherKey: CreateCredential = async folder => {
  await writeFile(join(folder, 'client_key.pem'), toPkcs1Pem(await getPooledKeys('other')))
  return writePfx(folder, { password: '' })
}

it.each<[string, FolderName, Corrupt, string, string, CreateCredential?]>([
  [
    'a missing certificate',
    'missingClient',
    leaveIntact,
    'CREDENTIAL_FILE_MISSING',
    'There is no client certificate at',
  ],
  ['a missing key', 'missingKey', leaveIntact, 'CREDENTIAL_FILE_MISSING', 'There is no private key at'],
  [
    'a missing root',
    'missingRoot',
    leaveIntact,
    'CREDENTIAL_FILE_MISSING',
    'There is no root certificate at',
  ],
  ['a folder as the key', 'missingKey', replaceKeyByFolder, 'CREDENTIAL_FILE_UNREADABLE', 'it is a folder'],
  [
    'DER instead of PEM',
    'derAsPem',
    leaveIntact,
    'CREDENTIAL_NOT_PEM',
    'It contains binary data (DER or PFX)',
  ],
  [
    'text instead of PEM',
    'plainText',
    leaveIntact,
    'CREDENTIAL_NOT_PEM',
    'It contains text without a PEM block',
  ],
  ['an empty file', 'good', overwrite('root.pem', ''), 'CREDENTIAL_NOT_PEM', 'It contains nothing'],
  [
    'a key as the certificate',
    'good',
    replaceCertificateByKey,
    'CREDENTIAL_NOT_PEM',
    'It contains a private key',
  ],
  [
    'UTF-16 instead of PEM',
    'good',
    overwrite('client.pem', Buffer.from('\ufeffhello', 'utf16le')),
    'CREDENTIAL_NOT_PEM',
    'UTF-16 text',
  ],
  ['a damaged key', 'good', damageCertificate, 'CREDENTIAL_NOT_PEM', 'It contains a damaged private key'],
  ['a certificate as the key', 'good', replaceKeyByCertificate, 'KEY_MISSING', 'contains no private key'],
  ['an encrypted key', 'encryptedKey', leaveIntact, 'KEY_ENCRYPTED', 'no passphrase is configured'],
  [
    'an encrypted PKCS#8 key',
    'encryptedPkcs8Key',
    leaveIntact,
    'KEY_ENCRYPTED',
    'no passphrase is configured',
  ],
  [
    'a key of another certificate',
    'keyMismatch',
    leaveIntact,
    'KEY_MISMATCH',
    'does not match the certificate',
  ],
  ['an expired certificate', 'expired', leaveIntact, 'CERTIFICATE_EXPIRED', 'expired on 20'],
  [
    'a certificate that is not yet valid',
    'notYetValid',
    leaveIntact,
    'CERTIFICATE_NOT_YET_VALID',
    'is not valid before 20',
  ],
  [
    'a certificate of another site',
    'foreignClient',
    leaveIntact,
    'CERTIFICATE_NOT_FROM_SITE',
    'was issued by "',
  ],
  [
    'a root with the same name but another key',
    'foreignClientOfSameName',
    leaveIntact,
    'CERTIFICATE_NOT_FROM_SITE',
    'do not match. Both have the issuer name',
  ],
  [
    'the root of another site',
    'foreign',
    useCertificateOfSite,
    'CERTIFICATE_NOT_FROM_SITE',
    'was issued by "LOCALHOST-CA", but the root',
  ],
  [
    'a root that is text',
    'good',
    overwrite('root.pem', 'hello'),
    'CREDENTIAL_NOT_PEM',
    'root certificate in',
  ],
  ['a missing PFX', 'good', leaveIntact, 'CREDENTIAL_FILE_MISSING', 'There is no PFX file at', missingPfx],
  ['a folder as the PFX', 'good', leaveIntact, 'CREDENTIAL_FILE_UNREADABLE', 'it is a folder', folderAsPfx],
  ['text as the PFX', 'plainText', leaveIntact, 'PFX_UNREADABLE', 'not a PFX file', pemAsPfx],
  ['DER as the PFX', 'derAsPem', leaveIntact, 'PFX_UNREADABLE', 'it is not a PFX file', pemAsPfx],
  ['half of a PFX', 'good', leaveIntact, 'PFX_UNREADABLE', 'it is damaged', truncatedPfx],
  [
    'a PFX without its password',
    'good',
    leaveIntact,
    'KEY_ENCRYPTED',
    'no passphrase is configured',
    writePfx,
  ],
  [
    'a legacy PFX without its password',
    'good',
    leaveIntact,
    'KEY_ENCRYPTED',
    'no passphrase is configured',
    folder => writePfx(folder, { cipher: 'rc2-40' }),
  ],
  [
    'a PFX with another password',
    'good',
    leaveIntact,
    'PASSPHRASE_WRONG',
    passphraseVariable,
    pfxWithPassphraseEnv,
  ],
  [
    'a legacy PFX with another password',
    'good',
    leaveIntact,
    'PASSPHRASE_WRONG',
    passphraseVariable,
    async folder => withPassphraseEnv(await writePfx(folder, { cipher: 'rc2-40' })),
  ],
  [
    'an encrypted key with another passphrase',
    'encryptedKey',
    leaveIntact,
    'PASSPHRASE_WRONG',
    passphraseVariable,
    pemWithPassphraseEnv,
  ],
  [
    'an encrypted PKCS#8 key with another passphrase',
    'encryptedPkcs8Key',
    leaveIntact,
    'PASSPHRASE_WRONG',
    passphraseVariable,
    pemWithPassphraseEnv,
  ],
  ['a PFX without a key', 'good', leaveIntact, 'KEY_MISSING', 'contains no private key', pfxWithoutKey],
  ['a PFX with another key', 'good', leaveIntact, 'KEY_MISMATCH', 'does not match', pfxWithOtherKey],
  ['an expired PFX', 'expired', leaveIntact, 'CERTIFICATE_EXPIRED', 'expired on 20', pfxWithoutPassword],
  [
    'a PFX of another site',
    'foreignClient',
    leaveIntact,
    'CERTIFICATE_NOT_FROM_SITE',
    'was issued by',
    pfxWithoutPassword,
  ],
  [
    'a PFX without any root',
    'missingRoot',
    leaveIntact,
    'CREDENTIAL_FILE_MISSING',
    'root.cer',
    pfxWithoutRoot,
  ],
])(
  'login detects %s before it sends anything',
  async (_, name, corrupt, code, message, make = credentialFrom) => {
    await using home = await createTemporaryHome()
    await using qlik = await QlikSenseDouble.start()
    const folder = await qlik.writeCertificates(name)
    await corrupt(folder)
    await writeConfig(home.path, siteConfigFor(qlik, { credential: await make(folder) }))
    const error = await runFailingLogin({ home: home.path, env: { [passphraseVariable]: wrongPassphrase } })
    expect(error).toMatchObject({ code, exitCode: 3 })
    expect(error.message).toContain(message)
    expect(error.message).toContain(folder)
    for (const line of await readKeyLines(folder)) expect(error.output).not.toContain(line)
    expect(error.output).not.toContain(pfxPassword)
    expect(error.output).not.toContain(wrongPassphrase)
    expect(qlik.requests).toEqual([])
  },
)

/** Returns the parts of a key that must not appear in output. */
async function readKeyLines(folder: string): Promise<string[]> {
  const key = await readFile(join(folder, 'client_key.pem'), 'utf8').catch(() => '')
  return ['PRIVATE KEY', ...key.split('\n').filter(line => line.length > 40)]
}

const useFolderWithPassphrase = async (qlik: QlikSenseDouble, folder: FolderName) => {
  const credential = credentialFrom(await qlik.writeCertificates(folder))
  return siteConfigFor(qlik, { credential: { ...credential, passphraseEnv: 'ACME_PASSPHRASE' } })
}

it.each<FolderName>(['encryptedKey', 'encryptedPkcs8Key'])(
  'login opens an %s with the passphrase',
  async folder => {
    await using home = await createTemporaryHome()
    await using qlik = await QlikSenseDouble.start()
    await writeConfig(home.path, await useFolderWithPassphrase(qlik, folder))
    const options = { home: home.path, env: { ACME_PASSPHRASE: PASSPHRASE } }
    await runForResult(options, 'login', 'acme', '--user', 'DOMAIN\\User1')
    expect(qlik.sessions).toHaveLength(1)
  },
)

it('login reports that the environment variable of the passphrase is not set', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await writeConfig(home.path, await useFolderWithPassphrase(qlik, 'encryptedKey'))
  const error = await runFailingLogin({ home: home.path, env: { ACME_PASSPHRASE: undefined } })
  expect(error).toMatchObject({
    code: 'KEY_ENCRYPTED',
    remedy: expect.stringContaining('Set ACME_PASSPHRASE'),
  })
})

it.each<FolderName>(['pkcs8Key', 'windowsLineEnds'])('login accepts the export %s', async folder => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await writeConfig(
    home.path,
    siteConfigFor(qlik, { credential: credentialFrom(await qlik.writeCertificates(folder)) }),
  )
  await runForResult({ home: home.path }, 'login', 'acme', '--user', 'DOMAIN\\User1')
  expect(qlik.sessions).toHaveLength(1)
})

it('login accepts a root file with several roots', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const folder = await qlik.writeCertificates('good')
  const foreign = await qlik.writeCertificates('foreign')
  await writeFile(
    join(folder, 'root.pem'),
    [await readFile(join(foreign, 'root.pem')), await readFile(join(folder, 'root.pem'))].join('\n'),
  )
  await writeConfig(home.path, siteConfigFor(qlik, { credential: credentialFrom(folder) }))
  await runForResult({ home: home.path }, 'login', 'acme', '--user', 'DOMAIN\\User1')
})

it('login accepts text around the blocks of a PEM file', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await appendFile(join(qlik.certificates.folder, 'client.pem'), '\nBag Attributes: exported\n')
  await writeConfig(home.path, siteConfigFor(qlik))
  await runForResult({ home: home.path }, 'login', 'acme', '--user', 'DOMAIN\\User1')
})

it.runIf(process.platform !== 'win32')(
  'a credential of the Windows store is unreadable on other platforms',
  async () => {
    await using home = await createTemporaryHome()
    await using qlik = await QlikSenseDouble.start()
    const thumbprint = 'AB'.repeat(20)
    const credential = { kind: 'windows-store', store: 'CurrentUser', thumbprint } as const
    await writeConfig(home.path, siteConfigFor(qlik, { credential }))
    expect(await runFailingLogin({ home: home.path })).toMatchObject({
      code: 'CREDENTIAL_FILE_UNREADABLE',
      exitCode: 3,
      message: expect.stringContaining('Windows certificate store'),
    })
  },
)
