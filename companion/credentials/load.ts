import type { X509Certificate } from 'node:crypto'
import type { SecureContext } from 'node:tls'
import { failure } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { messageOf } from '#protocol/message-of'
import type { CredentialSource } from '../config/schema.ts'
import type { Transport } from '../qps/exchange.ts'
import { checkIssuer } from './check-issuer.ts'
import { checkKeyFits } from './check-key.ts'
import { checkValidity } from './check-validity.ts'
import type { Content, Material } from './material.ts'
import { withPassphrase } from './passphrase.ts'
import { readContent } from './read-content.ts'
import { warningsOf } from './warnings.ts'

// Awaited, not imported: in the one-file bundle a static import would load TLS before the first answer.
const { createSecureContext } = await import('node:tls')
const { createHash } = await import('node:crypto')

/** A client certificate with its key and the site's root, ready for TLS. */
export interface Credential {
  /** Distinguished names, their parts joined by commas. */
  subject: string
  issuer: string
  /** ISO 8601. */
  validTo: string
  /** SHA-1 of the certificate in hexadecimal digits, by which Windows names it. */
  thumbprint: string
  /** Tells one credential from another, key and root included. Not a secret. */
  fingerprint: string
  /** Without certificate and key where they stay in the system's store. */
  secureContext: SecureContext
  /** The same trust alone. */
  withoutCertificate: () => SecureContext
  /** What exchanges with the server in place of Node's TLS, where only the system may use the key. */
  transport?: Transport | undefined
  /** What does not keep it from being used. */
  warnings: Finding[]
}

interface Checked {
  place: string
  certificate: X509Certificate
  credential: Omit<Credential, 'warnings'>
}

/** What was checked once, by its content: the files are read every time, but seldom hold something new. */
const checked = new Map<string, Checked>()

/**
 * Loads a credential and checks locally all that can be, because the wire does not tell an expired or foreign certificate
 * from a server that just closes (peers-and-platform-facts §3.3). Throws the codes of the group credential.
 */
export const loadCredential = (source: CredentialSource, { mayAsk = true } = {}): Promise<Credential> =>
  withPassphrase(source, mayAsk, async passphrase => {
    const content = await readContent(source, passphrase)
    const fingerprint = fingerprintOf(source, content)
    const known = checked.get(fingerprint) ?? check(await content.open(), fingerprint)
    const { place, certificate, credential } = known
    checkValidity(place, certificate)
    checked.set(fingerprint, known)
    return { ...credential, warnings: warningsOf(place, certificate) }
  })

function check(material: Material, fingerprint: string): Checked {
  const { certificate, places } = material
  checkKeyFits(material)
  checkValidity(places.certificate, certificate)
  checkIssuer(material)
  const credential = {
    subject: inOneLine(certificate.subject),
    issuer: inOneLine(certificate.issuer),
    validTo: new Date(certificate.validTo).toISOString(),
    thumbprint: certificate.fingerprint.replaceAll(':', ''),
    fingerprint,
    secureContext: contextOf(material),
    withoutCertificate: () => createSecureContext({ ca: material.secrets.ca }),
    transport: material.transport,
  }
  return { place: places.certificate, certificate, credential }
}

const fingerprintOf = (source: CredentialSource, { parts }: Content): string =>
  createHash('sha256')
    .update(JSON.stringify([source, ...parts]))
    .digest('hex')

/** OpenSSL has its own opinion, of keys that are too short for example. */
function contextOf({ places, secrets }: Material): SecureContext {
  try {
    return createSecureContext(secrets)
  } catch (error) {
    const found = `a certificate that OpenSSL does not take (${messageOf(error)})`
    const path = places.certificate
    throw failure('CREDENTIAL_NOT_PEM', { path, role: 'client certificate', found }, error)
  }
}

/** OpenSSL gives one part of a name per line. */
const inOneLine = (distinguishedName: string): string => distinguishedName.replaceAll('\n', ', ')
