import { createHash, X509Certificate } from 'node:crypto'
import { type Authority, createAuthority } from './authority.ts'
import { getPooledKeys, type Keys, toPkcs1Pem } from './keys.ts'
import * as x509 from './x509.ts'

/** A certificate and its key, both PEM. */
export interface CertificatePair {
  readonly certificate: string
  readonly key: string
}

/** The certificates of one site. */
export interface SiteCertificates {
  readonly authority: Authority
  readonly client: CertificatePair
  readonly clientKeys: Keys
  readonly server: CertificatePair
  readonly serverKeys: Keys
  readonly hosts: readonly string[]
  /** SHA-256 of the server key, base64, for Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly spki: string
}

const sites = new Map<string, Promise<SiteCertificates>>()

/**
 * Returns the certificates of a site. Doubles with the same host names share them, since creating
 * them is slow.
 */
export function getSiteCertificates(hosts: readonly string[]): Promise<SiteCertificates> {
  const certificates = sites.get(hosts.join()) ?? createSiteCertificates(hosts)
  sites.set(hosts.join(), certificates)
  return certificates
}

async function createSiteCertificates(hosts: readonly string[]): Promise<SiteCertificates> {
  const [authority, clientKeys, serverKeys] = await Promise.all([
    createAuthority(hosts[0] ?? 'localhost'),
    getPooledKeys('client'),
    getPooledKeys('server'),
  ])
  const [client, server] = await Promise.all([
    issueClient(authority, clientKeys),
    issueServer(authority, serverKeys, hosts),
  ])
  return {
    authority,
    client,
    clientKeys,
    server,
    serverKeys,
    hosts,
    spki: computeSpkiHash(server.certificate),
  }
}

interface Validity {
  readonly fromDay?: number
  readonly toDay?: number
}

/**
 * Issues `CN=QlikClient` without alternative names, key usage or extended key usage
 * (docs/facts/qlik-sense.md §5.2).
 */
export async function issueClient(
  authority: Authority,
  keys: Keys,
  validity: Validity = {},
): Promise<CertificatePair> {
  const certificate = await authority.issue({ subject: 'CN=QlikClient', role: 'Client', keys, ...validity })
  return { certificate, key: toPkcs1Pem(keys) }
}

export interface ServerCertificateOptions extends Validity {
  readonly extensions?: readonly x509.Extension[]
}

/**
 * Issues `CN=<host>` with that host as alternative name (docs/facts/qlik-sense.md §5.2). A real
 * certificate names a single host. This one also names 127.0.0.1 and the name that browser tests
 * map to it.
 */
export async function issueServer(
  authority: Pick<Authority, 'issue'>,
  keys: Keys,
  hosts: readonly string[],
  { extensions = [], ...validity }: ServerCertificateOptions = {},
): Promise<CertificatePair> {
  const certificate = await authority.issue({
    subject: `CN=${hosts[0] ?? 'localhost'}`,
    role: 'Service',
    keys,
    extensions: [new x509.SubjectAlternativeNameExtension(hosts.map(toAlternativeName)), ...extensions],
    ...validity,
  })
  return { certificate, key: toPkcs1Pem(keys) }
}

const toAlternativeName = (host: string): x509.JsonGeneralName =>
  /^[\d.]+$/.test(host) ? { type: 'ip', value: host } : { type: 'dns', value: host }

function computeSpkiHash(certificate: string): string {
  const spki = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(spki).digest('base64')
}
