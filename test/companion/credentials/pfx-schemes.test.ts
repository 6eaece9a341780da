import { createHmac, pbkdf2Sync } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asn1 } from 'node-forge'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bytesOf,
  childrenOf,
  encodeDer,
  firstOf,
  parseDer,
} from '../../../companion/credentials/encryption/der.ts'
import { loadCredential } from '../../../companion/credentials/load.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'
import { isOpenSslMissing, type OpenSsl, openSslIn } from '../../support/openssl.ts'

let qlik: QlikSenseDouble
let folder: string
let openssl: OpenSsl

beforeAll(async () => {
  qlik = await QlikSenseDouble.start()
  folder = qlik.certificates.folder
  openssl = openSslIn(folder)
})

afterAll(() => qlik[Symbol.asyncDispose]())

let files = 0

async function exportPfx(password: string, ...options: string[]): Promise<string> {
  const file = `export-${files++}.pfx`
  const input = ['-inkey', 'client_key.pem', '-in', 'client.pem', '-certfile', 'root.pem']
  await openssl('pkcs12', '-export', ...input, '-out', file, '-passout', `pass:${password}`, ...options)
  return join(folder, file)
}

const load = (file: string, passphrase: string | undefined) => {
  process.env.PFX_TEST_PASSPHRASE = passphrase ?? ''
  return loadCredential({ kind: 'pfx', file, passphraseEnv: 'PFX_TEST_PASSPHRASE' })
}

const nonAscii = 'grüße-Zürich1'

describe.skipIf(isOpenSslMissing())('loadCredential with a PFX file of OpenSSL', () => {
  it.each([
    ['AES-256 and SHA-256', []],
    ['AES-128', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC']],
    ['AES-192 for the key only', ['-keypbe', 'AES-192-CBC', '-certpbe', 'NONE']],
    ['Camellia', ['-keypbe', 'CAMELLIA-256-CBC', '-certpbe', 'CAMELLIA-256-CBC']],
    ['3DES in PBES2', ['-keypbe', 'DES-EDE3-CBC', '-certpbe', 'DES-EDE3-CBC']],
    ['3DES and SHA-1', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
    ['3DES with two keys', ['-keypbe', 'PBE-SHA1-2DES', '-certpbe', 'PBE-SHA1-2DES']],
    ['RC2-40', ['-legacy']],
    ['RC2-128', ['-legacy', '-keypbe', 'PBE-SHA1-RC2-128', '-certpbe', 'PBE-SHA1-RC2-128']],
    ['AES-256 for the key and RC2-40 for certificates', ['-legacy', '-keypbe', 'AES-256-CBC']],
    ['a MAC only', ['-keypbe', 'NONE', '-certpbe', 'NONE']],
    ['no MAC', ['-nomac', '-certpbe', 'AES-256-CBC']],
    ['one iteration', ['-noiter', '-nomaciter']],
    ['MD5', ['-macalg', 'md5']],
    ['SHA-224', ['-macalg', 'sha224']],
    ['SHA-384', ['-macalg', 'sha384']],
    ['SHA-512', ['-macalg', 'sha512']],
    ['SHA-512/224', ['-macalg', 'sha512-224']],
    ['SHA-512/256', ['-macalg', 'sha512-256']],
    ['SHA3-256', ['-macalg', 'sha3-256']],
    ['SHA3-512', ['-macalg', 'sha3-512']],
  ])('opens %s with ASCII, other and empty passwords, and rejects another one', async (_, options) => {
    for (const password of ['plain-1', nonAscii, 'κλειδί-パス-😀', '']) {
      const credential = await load(await exportPfx(password, ...options), password)
      expect(credential).toMatchObject({ subject: 'CN=QlikClient', roots: ['CN=LOCALHOST-CA'] })
    }
    const file = await exportPfx(nonAscii, ...options)
    expect(await findingOfRejection(load(file, 'grusse-Zurich1'))).toMatchObject({ code: 'PASSPHRASE_WRONG' })
    expect(await findingOfRejection(load(file, undefined))).toMatchObject({ code: 'KEY_ENCRYPTED' })
  })

  it('opens a PFX file that OpenSSL before 1.1 wrote with the bytes of a UTF-8 password', async () => {
    const bytes = Buffer.from(nonAscii).toString('latin1')
    const file = await exportPfx(bytes, '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES')
    expect(await load(file, nonAscii)).toHaveProperty('thumbprint')
  })

  it.each([
    ['RC4', ['-legacy', '-keypbe', 'PBE-SHA1-RC4-128'], 'pbeWithSHA1And128BitRC4'],
    ['DES', ['-legacy', '-keypbe', 'PBE-MD5-DES'], 'pbeWithMD5AndDES-CBC'],
    ['an unknown MAC', ['-macalg', 'sm3'], '1.2.156.10197.1.401'],
  ])('names the scheme of %s and how to convert the file', async (_, options, scheme) => {
    const finding = await findingOfRejection(load(await exportPfx('plain-1', ...options), 'plain-1'))
    expect(finding).toMatchObject({ code: 'ENCRYPTION_UNSUPPORTED', details: { format: 'PFX', scheme } })
    expect(finding.message).toContain(scheme)
    expect(finding.remedy).toContain('openssl pkcs12 -legacy')
  })

  it('opens a PFX file with PBMAC1, and rejects another password', async () => {
    const pfx = await readFile(await exportPfx(nonAscii, '-nomac'))
    await writeFile(join(folder, 'pbmac1.pfx'), addPbmac1(pfx, nonAscii))
    expect(await load(join(folder, 'pbmac1.pfx'), nonAscii)).toMatchObject({ subject: 'CN=QlikClient' })
    expect(await findingOfRejection(load(join(folder, 'pbmac1.pfx'), 'wrong'))).toMatchObject({
      code: 'PASSPHRASE_WRONG',
    })
  })

  it('opens a PFX file without any protection', async () => {
    const file = await exportPfx('', '-keypbe', 'NONE', '-certpbe', 'NONE', '-nomac')
    expect(await load(file, undefined)).toMatchObject({ subject: 'CN=QlikClient' })
  })

  it('names the missing key of a PFX file with certificates only', async () => {
    const file = await exportPfx('plain-1', '-nokeys')
    expect(await findingOfRejection(load(file, 'plain-1'))).toMatchObject({ code: 'KEY_MISSING' })
  })

  it.each(['first', 'last'])('finds the pair if it is the %s of two in a PFX file', async position => {
    const subject = ['-subj', '/CN=other', '-days', '30']
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject]
    await openssl(...request, '-keyout', 'other.key', '-out', 'other.crt')
    const pair = ['-inkey', 'other.key', '-in', 'other.crt', '-out', 'other.pfx', '-passout', 'pass:plain-1']
    await openssl('pkcs12', '-export', '-nomac', ...pair)
    const own = await readFile(await exportPfx('plain-1', '-nomac'))
    const other = await readFile(join(folder, 'other.pfx'))
    await writeFile(
      join(folder, 'two.pfx'),
      position === 'first' ? mergePfx(own, other) : mergePfx(other, own),
    )
    expect(await load(join(folder, 'two.pfx'), 'plain-1')).toMatchObject({ subject: 'CN=QlikClient' })
  })

  it('opens a PFX file with a key on an elliptic curve', async () => {
    await openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ec.pem')
    await openssl(
      'req',
      '-x509',
      '-new',
      '-key',
      'ec.pem',
      '-subj',
      '/CN=ec',
      '-days',
      '30',
      '-out',
      'ec-cert.pem',
    )
    const input = ['-inkey', 'ec.pem', '-in', 'ec-cert.pem', '-certfile', 'ec-cert.pem']
    await openssl('pkcs12', '-export', ...input, '-out', 'ec.pfx', '-passout', 'pass:plain-1')
    expect(await load(join(folder, 'ec.pfx'), 'plain-1')).toMatchObject({ subject: 'CN=ec' })
  })

  it.each([
    ['PEM text', 'client.pem', 'a certificate', '--pem'],
    ['a Java keystore', 'client.jks', 'a Java keystore (JKS)', 'keytool'],
  ])('names %s in the place of a PFX file', async (_, name, found, remedy) => {
    await writeFile(join(folder, 'client.jks'), Buffer.from('feedfeed00000002', 'hex'))
    const finding = await findingOfRejection(load(join(folder, name), undefined))
    expect(finding).toMatchObject({ code: 'PFX_UNREADABLE', message: expect.stringContaining(found) })
    expect(finding.remedy).toContain(remedy)
  })
})

/** Adds a MAC that OpenSSL writes from 3.4 on (RFC 9879). */
function addPbmac1(pfx: Buffer, password: string): Buffer {
  const { OCTETSTRING, SEQUENCE, INTEGER, OID } = asn1.Type
  const node = (type: asn1.Type, value: string | asn1.Asn1[]) =>
    asn1.create(asn1.Class.UNIVERSAL, type, Array.isArray(value), value)
  const integer = (value: number) => node(INTEGER, asn1.integerToDer(value).getBytes())
  const algorithm = (id: string, ...parameters: asn1.Asn1[]) =>
    node(SEQUENCE, [node(OID, asn1.oidToDer(id).getBytes()), ...parameters])
  const file = parseDer(pfx)
  const content = bytesOf(firstOf(childrenOf(childrenOf(file)[1])[1]))
  const key = pbkdf2Sync(password, 'salt', 2048, 32, 'sha512')
  const mac = createHmac('sha256', key).update(content).digest('binary')
  const derivation = [node(OCTETSTRING, 'salt'), integer(2048), integer(32), algorithm(hmacWithSha512)]
  const scheme = node(SEQUENCE, [algorithm(pbkdf2, node(SEQUENCE, derivation)), algorithm(hmacWithSha256)])
  const digest = node(SEQUENCE, [algorithm(pbmac1, scheme), node(OCTETSTRING, mac)])
  childrenOf(file).push(node(SEQUENCE, [digest, node(OCTETSTRING, ''), integer(1)]))
  return encodeDer(file)
}

const pbkdf2 = '1.2.840.113549.1.5.12'
const pbmac1 = '1.2.840.113549.1.5.14'
const hmacWithSha256 = '1.2.840.113549.2.9'
const hmacWithSha512 = '1.2.840.113549.2.11'

/** Returns a PFX file without a MAC that has the content of two. */
function mergePfx(one: Buffer, another: Buffer): Buffer {
  const { SEQUENCE } = asn1.Type
  const read = (pfx: Buffer) => asn1.fromDer(pfx.toString('latin1'))
  const listSafes = (pfx: Buffer) =>
    childrenOf(parseDer(bytesOf(firstOf(childrenOf(childrenOf(read(pfx))[1])[1]))))
  const safes = asn1.create(asn1.Class.UNIVERSAL, SEQUENCE, true, [...listSafes(one), ...listSafes(another)])
  const merged = read(one)
  firstOf(childrenOf(childrenOf(merged)[1])[1]).value = asn1.toDer(safes).getBytes()
  return encodeDer(merged)
}
