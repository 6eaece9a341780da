import type { X509Certificate } from 'node:crypto'
import type { SecureContext } from 'node:tls'
import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { errorMessage } from '#protocol/text'
import type { CredentialSource } from '../config/schema.ts'
import type { Transport } from '../qlik/http/request.ts'
import { checkKeyMatches } from './check-key.ts'
import { checkValidity } from './check-validity.ts'
import { checkIssuer } from './checks.ts'
import type { CredentialContent, KeyMaterial } from './key-material.ts'
import { withPassphrase } from './passphrase.ts'
import { readContent } from './read-content.ts'
import { findWarnings } from './warnings.ts'

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
  createContextWithoutCertificate: () => SecureContext
  /** What exchanges with the server in place of Node's TLS, where only the system may use the key. */
  transport?: Transport | undefined
  /** What does not keep it from being used. */
  warnings: Finding[]
}

interface CheckedCredential {
  location: string
  certificate: X509Certificate
  credential: Omit<Credential, 'warnings'>
}

/** What was checked once, by its content: the files are read every time, but seldom hold something new. */
const checkedCredentials = new Map<string, CheckedCredential>()

/**
 * Loads a credential and checks locally all that can be, because the wire does not tell an expired or foreign certificate
 * from a server that just closes (docs/facts/browsers-and-node.md §3.3). Throws the codes of the group credential.
 */
export const loadCredential = (source: CredentialSource, { mayAsk = true } = {}): Promise<Credential> =>
  withPassphrase(source, mayAsk, async passphrase => {
    const content = await readContent(source, passphrase)
    const fingerprint = computeFingerprint(source, content)
    const entry = checkedCredentials.get(fingerprint) ?? checkMaterial(await content.open(), fingerprint)
    const { location, certificate, credential } = entry
    checkValidity(location, certificate)
    checkedCredentials.set(fingerprint, entry)
    return { ...credential, warnings: findWarnings(location, certificate) }
  })

function checkMaterial(material: KeyMaterial, fingerprint: string): CheckedCredential {
  const { certificate, locations } = material
  checkKeyMatches(material)
  checkValidity(locations.certificate, certificate)
  checkIssuer(material)
  const credential = {
    subject: formatDistinguishedName(certificate.subject),
    issuer: formatDistinguishedName(certificate.issuer),
    validTo: new Date(certificate.validTo).toISOString(),
    thumbprint: certificate.fingerprint.replaceAll(':', ''),
    fingerprint,
    secureContext: createContext(material),
    createContextWithoutCertificate: () => createSecureContext({ ca: material.tlsOptions.ca }),
    transport: material.transport,
  }
  return { location: locations.certificate, certificate, credential }
}

const computeFingerprint = (source: CredentialSource, { fingerprintParts }: CredentialContent): string =>
  createHash('sha256')
    .update(JSON.stringify([source, ...fingerprintParts]))
    .digest('hex')

/** OpenSSL has its own opinion, of keys that are too short for example. */
function createContext({ locations, tlsOptions }: KeyMaterial): SecureContext {
  try {
    return createSecureContext(tlsOptions)
  } catch (error) {
    const found = message('reason.foundRejectedCertificate', { detail: errorMessage(error) })
    const path = locations.certificate
    throw failure('CREDENTIAL_NOT_PEM', { path, role: 'client certificate', found }, error)
  }
}

/** OpenSSL gives one part of a name per line. */
const formatDistinguishedName = (distinguishedName: string): string =>
  distinguishedName.replaceAll('\n', ', ')
