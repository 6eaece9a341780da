import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FolderName, PASSPHRASE } from './certificates/folders.ts'
import * as x509 from './certificates/x509.ts'
import { requestQps, requestUrl } from './client.ts'
import { QlikSenseDouble } from './double.ts'

let qlik: QlikSenseDouble
beforeAll(async () => {
  qlik = await QlikSenseDouble.start()
})
afterAll(() => qlik[Symbol.asyncDispose]())

const readCertificateFile = async (name: FolderName, file: string) =>
  readFileSync(join(await qlik.writeCertificates(name), file), 'utf8')
const readCertificate = async (file: string) =>
  new x509.X509Certificate(await readCertificateFile('good', file))

const ROLE = '1.3.6.1.5.5.7.13.3'
const KEY_USAGE = '2.5.29.15'
const EXTENDED_KEY_USAGE = '2.5.29.37'

it('certificates have the subject and issuer of a Qlik export', async () => {
  const client = await readCertificate('client.pem')
  expect([client.subject, client.issuer]).toEqual(['CN=QlikClient', 'CN=LOCALHOST-CA'])
  const root = await readCertificate('root.pem')
  expect([root.subject, root.issuer]).toEqual(['CN=LOCALHOST-CA', 'CN=LOCALHOST-CA'])
})

it.each([
  ['client.pem', '0406436c69656e74'],
  ['root.pem', '0404526f6f74'],
])('%s states its purpose in a non-critical extension', async (file, bytes) => {
  const extension = (await readCertificate(file)).getExtension(ROLE)
  expect(Buffer.from(extension?.value ?? new ArrayBuffer(0)).toString('hex')).toBe(bytes)
  expect(extension?.critical).toBe(false)
})

it('no certificate has a key usage or an extended key usage', async () => {
  for (const file of ['client.pem', 'root.pem']) {
    const parsed = await readCertificate(file)
    expect([parsed.getExtension(KEY_USAGE), parsed.getExtension(EXTENDED_KEY_USAGE)]).toEqual([null, null])
  }
})

it('root certificate has a critical CA extension', async () => {
  const constraints = (await readCertificate('root.pem')).getExtension(x509.BasicConstraintsExtension)
  expect(constraints).toMatchObject({ ca: true, critical: true })
})

it('keys are RSA 2048 in unencrypted PKCS#1', async () => {
  const pem = await readCertificateFile('good', 'client_key.pem')
  expect(pem).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n(?!Proc-Type)/)
  expect(createPrivateKey(pem).asymmetricKeyDetails?.modulusLength).toBe(2048)
})

it.each(['good', 'pkcs8Key', 'windowsLineEnds'] as const)(
  'the double accepts the client certificate of folder "%s"',
  async name => {
    const response = await requestQps(qlik, 'GET alive', undefined, {
      folder: await qlik.writeCertificates(name),
    })
    expect(response.status).toBe(200)
  },
)

it.each([
  ['foreign', 'issuedElsewhere'],
  ['foreignClient', 'issuedElsewhere'],
  ['foreignClientOfSameName', 'issuedElsewhere'],
  ['expired', 'expired'],
  ['notYetValid', 'notYetValid'],
] as const)(
  'the double rejects the client certificate of folder "%s" and records %s',
  async (name, problem) => {
    const response = await requestQps(qlik, 'GET alive', undefined, {
      folder: await qlik.writeCertificates(name),
    })
    expect(response).toMatchObject({ status: 403, body: 'Forbidden' })
    expect(qlik.requests.at(-1)?.clientCertificate).toMatchObject({
      subject: 'CN=QlikClient',
      authorized: false,
      problem,
    })
  },
)

// One wrong decryption in 256 ends in a valid padding. OpenSSL then rejects the decrypted bytes.
const NOT_DECRYPTED = /bad decrypt|DECODER routines::unsupported/

it.each([
  ['keyMismatch', /key values mismatch/],
  ['encryptedKey', NOT_DECRYPTED],
  ['encryptedPkcs8Key', NOT_DECRYPTED],
  ['plainText', /no start line/],
  ['derAsPem', /no start line/],
] as const)('folder "%s" contains unusable credential files', async (name, words) => {
  const folder = await qlik.writeCertificates(name)
  await expect(async () => requestQps(qlik, 'GET alive', undefined, { folder })).rejects.toThrow(words)
})

it('encrypted key opens with the passphrase that the folder reports', async () => {
  const key = await readCertificateFile('encryptedKey', 'client_key.pem')
  expect(key).toContain('Proc-Type: 4,ENCRYPTED')
  expect(createPrivateKey({ key, passphrase: PASSPHRASE }).type).toBe('private')
})

it.each([
  ['missingKey', 'client_key.pem'],
  ['missingClient', 'client.pem'],
  ['missingRoot', 'root.pem'],
] as const)('folder "%s" does not contain %s', async (name, file) => {
  expect(existsSync(join(await qlik.writeCertificates(name), file))).toBe(false)
})

it('QPS answers 403 to a client whose key is missing', async () => {
  const response = await requestQps(qlik, 'GET alive', undefined, {
    folder: await qlik.writeCertificates('missingKey'),
  })
  expect(response.status).toBe(403)
  expect(qlik.requests.at(-1)?.clientCertificate).toBeUndefined()
})

it.each(['localhost', '127.0.0.1', 'qlik.test'])('server certificate is trusted for %s', async host => {
  const url = new URL(qlik.hub)
  const lookup = { servername: host === '127.0.0.1' ? '' : host, headers: { host } }
  const response = await requestUrl(qlik, `https://127.0.0.1:${url.port}/`, {
    withoutCertificate: true,
    tls: lookup,
  })
  expect(response.status).toBe(301)
})

it('spki is the server key hash in the format of Chromium', () => {
  expect(Buffer.from(qlik.certificates.spki, 'base64')).toHaveLength(32)
})

it('server certificate is rejected by a client of another site', async () => {
  await using other = await QlikSenseDouble.start({ host: 'other.test' })
  const response = await requestQps(qlik, 'GET alive', undefined, { folder: other.certificates.folder })
  expect(response.status).toBe(403)
  const root = new X509Certificate(readFileSync(join(other.certificates.folder, 'root.pem')))
  expect(root.subject).toBe('CN=OTHER.TEST-CA')
})

it('disposing the double deletes its certificate folder', async () => {
  const folder = await QlikSenseDouble.start().then(async short => {
    await short[Symbol.asyncDispose]()
    return short.certificates.folder
  })
  expect(existsSync(folder)).toBe(false)
})
