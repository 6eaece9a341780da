import type { X509Certificate } from 'node:crypto'
import type { SecureContext } from 'node:tls'
import { failure } from '#protocol/errors'
import type { PemCredential } from '../config/schema.ts'
import { messageOf } from '../error-codes.ts'
import { checkIssuer } from './check-issuer.ts'
import { checkKeyFits } from './check-key.ts'
import { checkValidity } from './check-validity.ts'
import { type PemFiles, type PemTexts, parsePemFiles, readPemFiles } from './pem-files.ts'

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
  /** Tells one credential from another, key and root included. Not a secret. */
  fingerprint: string
  secureContext: SecureContext
}

/** What was checked once, by its content: the files are read every time, but seldom hold something new. */
const checked = new Map<string, { certificate: X509Certificate; credential: Credential }>()

/**
 * Loads a credential and checks locally all that can be, because the wire does not tell an expired or foreign certificate
 * from a server that just closes (peers-and-platform-facts §3.3). Throws the codes of the group credential.
 */
export async function loadCredential(source: PemCredential): Promise<Credential> {
  const files = await readPemFiles(source)
  const fingerprint = fingerprintOf(files)
  const known = checked.get(fingerprint) ?? check(source, files, fingerprint)
  checkValidity(source.certificate, known.certificate)
  checked.set(fingerprint, known)
  return known.credential
}

function check(source: PemCredential, files: PemTexts, fingerprint: string) {
  const { certificate, chain, key, roots, secrets } = parsePemFiles(source, files)
  checkKeyFits(source, certificate, key)
  checkValidity(source.certificate, certificate)
  checkIssuer(source, certificate, chain, roots)
  const credential: Credential = {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validTo: new Date(certificate.validTo).toISOString(),
    fingerprint,
    secureContext: contextOf(source, secrets),
  }
  return { certificate, credential }
}

const fingerprintOf = ({ certificate, key, root, passphrase }: PemTexts): string =>
  createHash('sha256')
    .update(JSON.stringify([certificate.text, key.text, root.text, passphrase]))
    .digest('hex')

/** OpenSSL has its own opinion, of keys that are too short for example. */
function contextOf({ certificate }: PemCredential, secrets: PemFiles['secrets']): SecureContext {
  try {
    return createSecureContext(secrets)
  } catch (error) {
    const found = `a certificate that OpenSSL does not take (${messageOf(error)})`
    throw failure('CREDENTIAL_NOT_PEM', { path: certificate, role: 'client certificate', found }, error)
  }
}

/** OpenSSL gives one part of a name per line. */
const nameOf = (distinguishedName: string): string => distinguishedName.replaceAll('\n', ', ')
