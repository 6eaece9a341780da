import type { KeyObject, X509Certificate } from 'node:crypto'
import type { asn1, pkcs12 } from 'node-forge'
import { message, type Text } from '#messages/message'
import { failure } from '#protocol/errors'
import { errorMessage } from '#protocol/text'
import type { Passphrase } from './pem.ts'

const crypto = await import('node:crypto')
// A file of its own in the build.
const forge = await import('./forge.ts')

export interface PfxContent {
  certificate: X509Certificate
  key: KeyObject
  otherCertificates: X509Certificate[]
}

export interface PfxPassphrase extends Passphrase {
  path: string
}

/**
 * Returns the client certificate and key of a PFX file. Uses node-forge, because OpenSSL rejects
 * the RC2 of older Windows exports (docs/facts/qlik-sense.md §5.4). Node also does not expose the
 * certificates of a PFX file for checks, but would trust every authority in it. Throws
 * PFX_UNREADABLE, KEY_ENCRYPTED, PASSPHRASE_WRONG, KEY_MISSING and KEY_MISMATCH.
 */
export function openPfx(bytes: Buffer, source: PfxPassphrase): PfxContent {
  const { path } = source
  const bags = decrypt(bytes, source).safeContents.flatMap(({ safeBags }) => safeBags)
  const [key] = bags.filter(isKey).map(toPrivateKey)
  const certificates = bags.filter(isCertificate).map(toCertificate)
  if (certificates.length === 0) throw unreadableFailure(path, message('reason.pfxWithoutCertificate'))
  if (key === undefined) throw failure('KEY_MISSING', { path })
  const certificate = certificates.find(certificate => certificate.checkPrivateKey(key))
  if (certificate === undefined) throw failure('KEY_MISMATCH', { certificate: path, key: path })
  return { certificate, key, otherCertificates: certificates.filter(other => other !== certificate) }
}

function decrypt(bytes: Buffer, { path, passphrase, variable }: PfxPassphrase): pkcs12.Pkcs12Pfx {
  const container = decodeDer(bytes, path)
  // Programs that write PFX files without a password use either an empty one or none.
  const passwords = passphrase === undefined ? ['', undefined] : [passphrase]
  let error: unknown
  for (const password of passwords) {
    try {
      return forge.pkcs12.pkcs12FromAsn1(container, false, password)
    } catch (thrown) {
      error = thrown
    }
  }
  if (!isPasswordError(error)) throw unreadableFailure(path, describeForgeError(error), error)
  if (passphrase === undefined) throw failure('KEY_ENCRYPTED', { path, variable }, error)
  throw failure('PASSPHRASE_WRONG', { path, variable }, error)
}

function decodeDer(bytes: Buffer, path: string): asn1.Asn1 {
  try {
    return forge.asn1.fromDer(bytes.toString('latin1'))
  } catch (error) {
    throw unreadableFailure(path, message('reason.pfxDamaged'), error)
  }
}

/** Matches a MAC that does not verify, and decrypted data that makes no sense. */
const isPasswordError = (error: unknown): boolean =>
  /password|MAC could not be verified|Failed to decrypt/i.test(errorMessage(error))

/**
 * Returns the message of node-forge, which mentions structures and algorithms but never content.
 */
const describeForgeError = (error: unknown): Text =>
  /not an PKCS#12 PFX/.test(errorMessage(error))
    ? message('reason.notPfx')
    : errorMessage(error).replace(/\.$/, '')

const unreadableFailure = (path: string, reason: Text, cause?: unknown) =>
  failure('PFX_UNREADABLE', { path, reason }, cause)

const isKey = ({ type }: pkcs12.Bag): boolean =>
  type === forge.pki.oids.keyBag || type === forge.pki.oids.pkcs8ShroudedKeyBag

const isCertificate = ({ type }: pkcs12.Bag): boolean => type === forge.pki.oids.certBag

/** Decodes keys that node-forge leaves encoded, such as those on elliptic curves. */
const toPrivateKey = ({ key, asn1 }: pkcs12.Bag): KeyObject =>
  key
    ? crypto.createPrivateKey(forge.pki.privateKeyToPem(key))
    : crypto.createPrivateKey({ key: encodeDer(asn1), format: 'der', type: 'pkcs8' })

const toCertificate = ({ cert, asn1 }: pkcs12.Bag): X509Certificate =>
  new crypto.X509Certificate(encodeDer(cert ? forge.pki.certificateToAsn1(cert) : asn1))

const encodeDer = (value: asn1.Asn1): Buffer => Buffer.from(forge.asn1.toDer(value).getBytes(), 'latin1')
