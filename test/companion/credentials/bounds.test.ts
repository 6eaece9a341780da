import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCredential } from '../../../companion/credentials/load.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { findingOfRejection } from '../../support/catch-finding.ts'
import { isOpenSslMissing, type OpenSsl, openSslIn } from '../../support/openssl.ts'
import { credentialFrom } from '../../support/site-config.ts'

/** Files that would keep the companion busy for hours. A test that hangs fails. */

let qlik: QlikSenseDouble
let folder: string
let openssl: OpenSsl

beforeAll(async () => {
  qlik = await QlikSenseDouble.start()
  folder = qlik.certificates.folder
  openssl = openSslIn(folder)
})

afterAll(() => qlik[Symbol.asyncDispose]())

/** 65,536 in DER, which is as long as the numbers below. */
const written = Buffer.from('0203010000', 'hex')
const justTooMany = Buffer.from('02030f4241', 'hex')
const farTooMany = Buffer.from('02037fffff', 'hex')

/** Replaces the number of iterations at its nth place. */
function replaceIterations(bytes: Buffer, place: number, number: Buffer): Buffer {
  let start = -1
  for (let index = 0; index <= place; index++) start = bytes.indexOf(written, start + 1)
  expect(start).toBeGreaterThan(0)
  return Buffer.concat([bytes.subarray(0, start), number, bytes.subarray(start + number.length)])
}

describe.skipIf(isOpenSslMissing())('loadCredential with too many iterations', () => {
  it.each([
    ['the certificates', 0, 'AES-256-CBC', justTooMany],
    ['the key', 1, 'AES-256-CBC', justTooMany],
    ['the MAC', 2, 'AES-256-CBC', justTooMany],
    ['the certificates', 0, 'PBE-SHA1-3DES', farTooMany],
    ['the key', 1, 'PBE-SHA1-3DES', farTooMany],
    ['the MAC', 2, 'PBE-SHA1-3DES', farTooMany],
  ])('rejects a PFX file for %s (%i) with %s', async (_, place, scheme, number) => {
    const input = ['-inkey', 'client_key.pem', '-in', 'client.pem', '-passout', 'pass:', '-out', 'many.pfx']
    const onlyMac = ['-keypbe', 'NONE', '-certpbe', 'NONE']
    const noMac = ['-nomac', '-keypbe', scheme, '-certpbe', scheme]
    const options = place === 2 ? onlyMac : noMac
    await openssl('pkcs12', '-export', ...input, '-iter', '65536', ...options)
    const bytes = await readFile(join(folder, 'many.pfx'))
    await writeFile(join(folder, 'many.pfx'), replaceIterations(bytes, place === 2 ? 0 : place, number))
    const finding = await findingOfRejection(loadCredential({ kind: 'pfx', file: join(folder, 'many.pfx') }))
    expect(finding).toMatchObject({ code: 'ENCRYPTION_UNSUPPORTED', details: { format: 'PFX' } })
    expect(finding.message).toContain('(at most 1,000,000)')
  })

  it.each([
    ['PBKDF2', ['-v2', 'aes-256-cbc']],
    ['PKCS #12', ['-v1', 'PBE-SHA1-3DES']],
  ])('rejects a PEM key with %s', async (_, options) => {
    const args = [
      '-topk8',
      '-in',
      'client_key.pem',
      '-passout',
      'pass:x',
      '-iter',
      '65536',
      '-outform',
      'DER',
    ]
    await openssl('pkcs8', ...args, ...options, '-out', 'key.der')
    const bytes = replaceIterations(await readFile(join(folder, 'key.der')), 0, farTooMany)
    const pem = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${bytes.toString('base64')}\n-----END ENCRYPTED PRIVATE KEY-----\n`
    await writeFile(join(folder, 'many_key.pem'), pem)
    const source = { ...credentialFrom(folder), key: join(folder, 'many_key.pem') }
    expect(await findingOfRejection(loadCredential(source))).toMatchObject({ code: 'ENCRYPTION_UNSUPPORTED' })
  })

  it('rejects a PEM key whose scrypt would take minutes', async () => {
    const args = ['-topk8', '-in', 'client_key.pem', '-passout', 'pass:x', '-scrypt', '-outform', 'DER']
    await openssl('pkcs8', ...args, '-out', 'key.der')
    const bytes = await readFile(join(folder, 'key.der'))
    // N = 16,384, r = 8, p = 1.
    const parameters = Buffer.from('02024000020108020101', 'hex')
    const start = bytes.indexOf(parameters)
    expect(start).toBeGreaterThan(0)
    bytes.writeUInt8(0x7f, start + parameters.length - 1)
    const pem = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${bytes.toString('base64')}\n-----END ENCRYPTED PRIVATE KEY-----\n`
    await writeFile(join(folder, 'many_key.pem'), pem)
    const source = { ...credentialFrom(folder), key: join(folder, 'many_key.pem') }
    expect(await findingOfRejection(loadCredential(source))).toMatchObject({ code: 'ENCRYPTION_UNSUPPORTED' })
  })

  it('rejects a client.pem with hundreds of twins of one name that lead to no root', async () => {
    const issue = ['req', '-x509', '-key', 'client_key.pem', '-subj', '/CN=twin', '-days', '30']
    await openssl(...issue, '-out', 'twin.crt')
    const twin = await readFile(join(folder, 'twin.crt'), 'utf8')
    await writeFile(join(folder, 'twins.pem'), twin.repeat(500))
    const source = { ...credentialFrom(folder), certificate: join(folder, 'twins.pem') }
    expect(await findingOfRejection(loadCredential(source))).toMatchObject({
      code: 'CERTIFICATE_NOT_FROM_SITE',
    })
  })
})
