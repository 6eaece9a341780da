import type { X509Certificate } from 'node:crypto'
import type { SecureContext } from 'node:tls'
import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { errorMessage } from '#protocol/text'
import type { CredentialSource } from '../config/schema.ts'
import type { Transport } from '../qlik/http/endpoint.ts'
import { checkIssuer, checkKeyMatches, checkValidity } from './checks.ts'
import type { CredentialContent, KeyMaterial } from './key-material.ts'
import { withPassphrase } from './passphrase.ts'
import { readPemFiles } from './sources/pem.ts'
import { findWarnings } from './warnings.ts'

// Awaited, not imported: in the built program a static import would load TLS before the first
// answer.
const { createSecureContext } = await import('node:tls')
const { createHash } = await import('node:crypto')

/** A client certificate with its key and the site's root, prepared for TLS. */
export interface Credential {
  /** Distinguished names, with their parts joined by commas. */
  subject: string
  issuer: string
  /** ISO 8601. */
  validTo: string
  /** The SHA-1 hash of the certificate in hexadecimal digits, as Windows displays it. */
  thumbprint: string
  /** Identifies the credential, including key and root. Not a secret. */
  fingerprint: string
  /** Lacks certificate and key if they stay in the store of the operating system. */
  secureContext: SecureContext
  /** Creates a context with the same trust but no client certificate. */
  createContextWithoutCertificate: () => SecureContext
  /** Replaces Node's TLS if only the operating system can use the key. */
  transport?: Transport | undefined
  /** Problems that do not prevent its use. */
  warnings: Finding[]
}

interface CheckedCredential {
  location: string
  certificate: X509Certificate
  credential: Omit<Credential, 'warnings'>
}

/** Checked credentials by fingerprint: the files are read every time, but rarely change. */
const checkedCredentials = new Map<string, CheckedCredential>()

/**
 * Loads a credential and checks locally as much as possible. A server that closes the connection
 * does not say whether the certificate is expired or foreign (docs/facts/browsers-and-node.md
 * §3.3). Throws the codes of the group credential.
 */
export function loadCredential(source: CredentialSource, { mayPrompt = true } = {}): Promise<Credential> {
  const key = JSON.stringify([source, mayPrompt])
  const load =
    loadsInProgress.get(key) ?? readAndCheck(source, mayPrompt).finally(() => loadsInProgress.delete(key))
  loadsInProgress.set(key, load)
  return load
}

/** Calls that overlap read the files once, and a person types the passphrase once. */
const loadsInProgress = new Map<string, Promise<Credential>>()

const readAndCheck = (source: CredentialSource, mayPrompt: boolean): Promise<Credential> =>
  withPassphrase(source, mayPrompt, async passphrase => {
    const content = await readContent(source, passphrase)
    const fingerprint = computeFingerprint(source, content)
    const entry = checkedCredentials.get(fingerprint) ?? checkMaterial(await content.open(), fingerprint)
    const { location, certificate, credential } = entry
    checkValidity(location, certificate)
    checkedCredentials.set(fingerprint, entry)
    return { ...credential, warnings: findWarnings(location, certificate) }
  })

/** Reads the files of a credential. Loads on demand what only some kinds need. */
async function readContent(
  source: CredentialSource,
  passphrase: string | undefined,
): Promise<CredentialContent> {
  if (source.kind === 'pem') return readPemFiles(source, passphrase)
  if (source.kind === 'windows-store') {
    const { readWindowsStore } = await import('./sources/windows-store.ts')
    return readWindowsStore(source)
  }
  const { readPfxFile } = await import('./sources/pfx.ts')
  return readPfxFile(source, passphrase)
}

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

/**
 * Throws CREDENTIAL_NOT_PEM if OpenSSL rejects the material, for example because a key is too
 * short.
 */
function createContext({ locations, tlsOptions }: KeyMaterial): SecureContext {
  try {
    return createSecureContext(tlsOptions)
  } catch (error) {
    const found = message('reason.foundRejectedCertificate', { detail: errorMessage(error) })
    const path = locations.certificate
    throw failure('CREDENTIAL_NOT_PEM', { path, role: 'client certificate', found }, error)
  }
}

/** Joins the parts of a name, which OpenSSL separates by lines. */
const formatDistinguishedName = (distinguishedName: string): string =>
  distinguishedName.replaceAll('\n', ', ')
