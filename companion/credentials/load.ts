import type { X509Certificate } from 'node:crypto'
import type { SecureContext } from 'node:tls'
import type { Finding } from '#protocol/findings/index'
import type { CredentialSource } from '../config/schema.ts'
import type { Transport } from '../qlik/http/endpoint.ts'
import { createContext } from '../qlik/http/secure-context.ts'
import { once } from '../util/once.ts'
import { checkValidity, findChain } from './checks.ts'
import { toThumbprint } from './choose-pair.ts'
import { createClientContext } from './client-context.ts'
import type { CredentialContent, KeyMaterial } from './key-material.ts'
import { withPassphrase } from './passphrase.ts'
import { readPemFiles } from './sources/pem.ts'
import { findWarnings } from './warnings.ts'

// Awaited, not imported: in the built program a static import would load TLS before the first
// answer.
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
  /** The names of the authorities whose servers it trusts. Empty if Windows decides that. */
  roots: string[]
  /** Identifies the credential, including key and root. Not a secret. */
  fingerprint: string
  /** Lacks certificate and key if they stay in the store of the operating system. */
  secureContext: SecureContext
  /** Creates, once, a context with the same trust but no client certificate. */
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
  const { certificate, locations, roots, transport } = material
  checkValidity(locations.certificate, certificate)
  const chain = findChain(material)
  const trust = roots.length === 0 ? {} : { ca: roots.map(String) }
  const credential = {
    subject: formatDistinguishedName(certificate.subject),
    issuer: formatDistinguishedName(certificate.issuer),
    validTo: new Date(certificate.validTo).toISOString(),
    thumbprint: toThumbprint(certificate),
    roots: roots.map(({ subject }) => formatDistinguishedName(subject)),
    fingerprint,
    secureContext: createClientContext(material, chain, trust),
    createContextWithoutCertificate: once(() => createContext(trust)),
    transport,
  }
  return { location: locations.certificate, certificate, credential }
}

const computeFingerprint = (source: CredentialSource, { fingerprintParts }: CredentialContent): string =>
  createHash('sha256')
    .update(JSON.stringify([source, ...fingerprintParts]))
    .digest('hex')

/** Joins the parts of a name, which OpenSSL separates by lines. */
const formatDistinguishedName = (distinguishedName: string): string =>
  distinguishedName.replaceAll('\n', ', ')
