import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCredential } from '../../../companion/credentials/load.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'
import { isOpenSslMissing, legacy, type OpenSsl, openSslIn } from '../../support/openssl.ts'
import { credentialFrom } from '../../support/site-config.ts'

let qlik: QlikSenseDouble
let folder: string
let openssl: OpenSsl

beforeAll(async () => {
  qlik = await QlikSenseDouble.start()
  folder = qlik.certificates.folder
  openssl = openSslIn(folder)
})

afterAll(() => qlik[Symbol.asyncDispose]())

const passphrase = 'grüße-Zürich1'
const variable = 'KEY_TEST_PASSPHRASE'

/** Loads the export with another key file, and certificate file if there is one. */
const load = (key: string, typed: string | undefined, certificate = 'client.pem') => {
  process.env[variable] = typed ?? ''
  const source = { ...credentialFrom(folder), key: join(folder, key), passphraseEnv: variable }
  return loadCredential({ ...source, certificate: join(folder, certificate) })
}

const pkcs8 = ['pkcs8', '-topk8', '-in', 'client_key.pem', '-passout', `pass:${passphrase}`]
const pkcs1 = ['rsa', '-traditional', '-in', 'client_key.pem', '-passout', `pass:${passphrase}`]

describe.skipIf(isOpenSslMissing())('loadCredential with a key of OpenSSL', () => {
  it.each([
    ['AES-256', [...pkcs8, '-v2', 'aes-256-cbc']],
    ['AES-128 and HMAC with SHA-512', [...pkcs8, '-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA512']],
    ['3DES', [...pkcs8, '-v2', 'des3']],
    ['3DES of PKCS #12', [...pkcs8, '-v1', 'PBE-SHA1-3DES']],
    ['scrypt', [...pkcs8, '-scrypt']],
    ['Proc-Type and 3DES', [...pkcs1, '-des3']],
    ['Proc-Type and AES-256', [...pkcs1, '-aes256']],
  ])('opens %s, and distinguishes a wrong passphrase from none', async (_, args) => {
    await openssl(...args, '-out', 'encrypted.pem')
    expect(await load('encrypted.pem', passphrase)).toHaveProperty('thumbprint')
    expect(await findingOfRejection(load('encrypted.pem', 'wrong'))).toMatchObject({
      code: 'PASSPHRASE_WRONG',
    })
    expect(await findingOfRejection(load('encrypted.pem', undefined))).toMatchObject({
      code: 'KEY_ENCRYPTED',
    })
  })

  it.each([
    ['pbeWithMD5AndDES-CBC', [...pkcs8, '-v1', 'PBE-MD5-DES']],
    ['pbeWithSHA1AndDES-CBC', [...pkcs8, '-v1', 'PBE-SHA1-DES']],
    ['pbeWithSHA1And128BitRC4', [...pkcs8, '-v1', 'PBE-SHA1-RC4-128']],
    ['pbeWithSHA1And40BitRC2-CBC', [...pkcs8, '-v1', 'PBE-SHA1-RC2-40']],
    ['pbeWithMD5AndRC2-CBC', [...pkcs8, '-v1', 'PBE-MD5-RC2-64']],
    ['DES-CBC', [...pkcs8, '-v2', 'des-cbc']],
    ['RC2-CBC', [...pkcs8, '-v2', 'rc2']],
    ['BF-CBC', [...pkcs8, '-v2', 'bf-cbc']],
    ['CAST5-CBC', [...pkcs8, '-v2', 'cast5-cbc']],
    ['DES-CBC', [...pkcs1, '-des']],
  ])('names the scheme %s instead of the passphrase', async (scheme, args) => {
    await openssl(...args, ...legacy, '-out', 'unsupported.pem')
    for (const typed of [passphrase, 'wrong', undefined]) {
      const finding = await findingOfRejection(load('unsupported.pem', typed))
      expect(finding).toMatchObject({ code: 'ENCRYPTION_UNSUPPORTED', details: { format: 'PEM', scheme } })
      expect(finding.message).toContain(scheme)
      expect(finding.remedy).toContain('openssl pkcs8 -topk8')
    }
    const [, command = ''] =
      /"openssl ([^"]+)"/.exec((await findingOfRejection(load('unsupported.pem', 'x'))).remedy) ?? []
    const files = command.replace('client_key.pem', 'unsupported.pem').split(' ')
    await openssl(...files, '-passin', `pass:${passphrase}`, '-passout', `pass:${passphrase}`)
    expect(await load('new_key.pem', passphrase)).toHaveProperty('thumbprint')
  })

  it.each([
    ['a named curve', ['-name', 'prime256v1']],
    ['a named curve without its parameters', ['-name', 'secp384r1', '-noout']],
    ['an explicit curve', ['-name', 'prime256v1', '-param_enc', 'explicit']],
  ])('opens a SEC 1 key on %s', async (_, args) => {
    await openssl('ecparam', '-genkey', ...args, '-out', 'ec.key')
    await issue('ec.key', 'ec.crt')
    expect(await load('ec.key', undefined, 'ec.crt')).toMatchObject({ subject: 'CN=elsewhere' })
    await openssl(
      'ec',
      '-in',
      'ec.key',
      '-aes256',
      '-passout',
      `pass:${passphrase}`,
      '-out',
      'ec-encrypted.key',
    )
    expect(await load('ec-encrypted.key', passphrase, 'ec.crt')).toMatchObject({ subject: 'CN=elsewhere' })
  })

  it('opens an Ed25519 key', async () => {
    await openssl('genpkey', '-algorithm', 'ed25519', '-out', 'ed.key')
    await issue('ed.key', 'ed.crt')
    expect(await load('ed.key', undefined, 'ed.crt')).toMatchObject({ subject: 'CN=elsewhere' })
  })

  it('finds the key among several and in a file with its certificate', async () => {
    await openssl('genrsa', '-out', 'another.key', '2048')
    const [another, own, certificate] = await Promise.all(
      ['another.key', 'client_key.pem', 'client.pem'].map(name => readFile(join(folder, name), 'utf8')),
    )
    await writeFile(join(folder, 'all.pem'), `${another}${certificate}${own}`)
    expect(await load('all.pem', undefined, 'all.pem')).toHaveProperty('thumbprint')
  })

  it('names a key in OpenSSH format and how to convert it', async () => {
    await writeFile(
      join(folder, 'ssh.pem'),
      '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
    )
    const finding = await findingOfRejection(load('ssh.pem', undefined))
    expect(finding).toMatchObject({
      code: 'CREDENTIAL_NOT_PEM',
      message: expect.stringContaining('in OpenSSH format'),
    })
    expect(finding.remedy).toContain('ssh-keygen')
  })

  it('names a PFX file in the place of a certificate', async () => {
    await openssl(
      'pkcs12',
      '-export',
      '-inkey',
      'client_key.pem',
      '-in',
      'client.pem',
      '-out',
      'pfx.pem',
      '-passout',
      'pass:',
    )
    const finding = await findingOfRejection(load('client_key.pem', undefined, 'pfx.pem'))
    expect(finding).toMatchObject({
      code: 'CREDENTIAL_NOT_PEM',
      message: expect.stringContaining('a PFX file'),
    })
    expect(finding.remedy).toContain('--pfx')
  })

  it.each([
    ['a key of 512 bits', 512, 'sha256', 'its key is too short'],
    ['a key of 1024 bits', 1024, 'sha256', 'its key is too short'],
    ['a signature with SHA-1', 2048, 'sha1', 'its signature uses a weak hash'],
    ['a signature with MD5', 2048, 'md5', 'its signature uses a weak hash'],
  ])('names %s if the OpenSSL of this Node rejects it', async (_, bits, hash, reason) => {
    await openssl('genrsa', '-out', 'weak.key', String(bits))
    await issue('weak.key', 'weak.crt', hash)
    const isAccepted = await isAcceptedByNode()
    const loading = load('weak.key', undefined, 'weak.crt')
    if (isAccepted) return expect(await loading).toMatchObject({ subject: 'CN=elsewhere' })
    const finding = await findingOfRejection(loading)
    expect(finding).toMatchObject({
      code: 'CERTIFICATE_REJECTED',
      details: { path: join(folder, 'weak.crt') },
    })
    expect(finding.message).toContain(reason)
  })
})

/** Versions of OpenSSL have different limits. */
async function isAcceptedByNode(): Promise<boolean> {
  const [cert, key] = await Promise.all(['weak.crt', 'weak.key'].map(name => readFile(join(folder, name))))
  try {
    return createSecureContext({ cert, key }) !== undefined
  } catch {
    return false
  }
}

/** Issues a certificate by an authority that becomes the root of the folder. */
async function issue(key: string, certificate: string, hash = 'sha256'): Promise<void> {
  await openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=ELSEWHERE-CA',
    '-days',
    '30',
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
  )
  await openssl('req', '-new', '-key', key, '-subj', '/CN=elsewhere', '-out', 'request.csr')
  await openssl(
    'x509',
    '-req',
    '-in',
    'request.csr',
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    `-${hash}`,
    '-days',
    '30',
    '-out',
    certificate,
  )
  const [ours, theirs] = await Promise.all(
    ['root.pem', 'ca.crt'].map(name => readFile(join(folder, name), 'utf8')),
  )
  await writeFile(join(folder, 'root.pem'), `${ours}${theirs}`)
}
