import type { X509Certificate } from 'node:crypto'
import type { SecureContext } from 'node:tls'
import { message } from '#messages/message'
import { HubpassError } from '#protocol/errors'
import type { DistrustDetails } from '#protocol/findings/browser'
import type { Finding } from '#protocol/findings/index'
import { findingOf, reasonOfFinding } from '#protocol/findings/to-finding'
import type { SiteConfiguration } from '../../config/schema.ts'
import type { Credential } from '../../credentials/load.ts'
import { createContext } from '../../qlik/http/secure-context.ts'
import { readSystemRoots } from '../../qlik/http/system-roots.ts'
import { toHubAddress } from '../../qlik/hub/address.ts'
import { parseAddress } from '../../util/address.ts'
import { stripControlCharacters } from '../../util/text.ts'
import { tryTls, unverifiedEndpoint } from './connect.ts'
import { describeImport } from './import-command.ts'

const { isIP } = await import('node:net')

/** The certificate of a hub, as a browser judges it. */
export interface HubCertificate {
  issuer: string
  names: string
  /** ISO 8601, or what OpenSSL says of a time that is none. */
  validFrom: string
  validTo: string
  /** Undefined if browsers trust it, as far as this machine can tell. */
  distrust: Pick<DistrustDetails, 'reason' | 'problem'> | undefined
}

/**
 * Reads the certificate of an https hub in one or two TLS handshakes, and sends no request. Throws the
 * codes of the group network that do not concern the certificate, and CANCELLED.
 */
export async function readHubCertificate(
  hub: string,
  loadTrust: () => Promise<SiteTrust>,
  signal: AbortSignal,
): Promise<HubCertificate> {
  const address = toHubAddress(hub)
  const general = await shakeHands(address, createContext(readSystemRoots()), signal)
  const siteContext = general.error && (await loadTrust().then(toContext, () => undefined))
  const own = siteContext && (await shakeHands(address, siteContext, signal))
  const { certificate } = general
  return {
    issuer: readCommonName(certificate.issuer),
    names: listNames(certificate),
    validFrom: toIsoTime(certificate.validFrom),
    validTo: toIsoTime(certificate.validTo),
    distrust: findDistrust({ certificate, host: parseAddress(address).host, general, own, now: Date.now() }),
  }
}

/** Returns the finding for a certificate that browsers do not trust. */
export const toDistrustFinding = (
  { hub, credential }: SiteConfiguration,
  { distrust, ...certificate }: HubCertificate,
): Finding | undefined =>
  distrust &&
  findingOf('HUB_CERTIFICATE_NOT_TRUSTED', {
    host: new URL(hub).host,
    ...certificate,
    names: certificate.names || message('reason.noNames'),
    ...distrust,
    ...describeImport(distrust.reason === 'siteRoot' ? credential : undefined),
  })

interface Handshake {
  certificate: X509Certificate
  /** Why Node does not accept the certificate. */
  error: HubpassError | undefined
}

async function shakeHands(
  address: string,
  secureContext: SecureContext,
  signal: AbortSignal,
): Promise<Handshake> {
  let certificate: X509Certificate | undefined
  const keep = (seen: X509Certificate) => {
    certificate = seen
  }
  const error = await tryTls(unverifiedEndpoint(address, secureContext), signal, keep).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (certificate !== undefined && (error === undefined || concernsCertificate(error)))
    return { certificate, error }
  throw error ?? new Error('TLS has shown no certificate')
}

const concernsCertificate = (error: unknown): error is HubpassError =>
  error instanceof HubpassError &&
  /^TLS_(UNTRUSTED_ROOT|NAME_MISMATCH|SERVER_CERTIFICATE_EXPIRED|WRONG_PURPOSE|CERTIFICATE_WEAK)$/.test(
    error.code,
  )

/** What a credential says about servers. */
type SiteTrust = Pick<Credential, 'roots' | 'createContextWithoutCertificate'>

/** Returns undefined for a credential without a root. */
const toContext = ({ roots, createContextWithoutCertificate }: SiteTrust): SecureContext | undefined =>
  roots.length === 0 ? undefined : createContextWithoutCertificate()

interface Judged {
  certificate: X509Certificate
  host: string
  /** With the authorities that browsers know. */
  general: Handshake
  /** With the root of the site. */
  own: Handshake | undefined
  now: number
}

/** The first match applies: what no import of a root can cure comes first. */
const distrustRules: [DistrustDetails['reason'], (judged: Judged) => boolean][] = [
  ['notYetValid', ({ certificate, now }) => now < Date.parse(certificate.validFrom)],
  ['expired', ({ certificate, now }) => now > Date.parse(certificate.validTo)],
  ['name', ({ certificate, host }) => !isFor(certificate, host)],
  ['unknown', judged => findOtherProblem(judged) !== undefined],
  ['selfSigned', ({ general, certificate }) => general.error !== undefined && isSelfSigned(certificate)],
  ['siteRoot', ({ own }) => own !== undefined && own.error === undefined],
  ['untrustedRoot', ({ general }) => general.error !== undefined],
]

/** Returns why browsers reject a certificate, and undefined if they trust it. */
export function findDistrust(judged: Judged): HubCertificate['distrust'] {
  const [reason] = distrustRules.find(([, applies]) => applies(judged)) ?? []
  if (reason === undefined) return undefined
  const other = reason === 'unknown' ? findOtherProblem(judged) : undefined
  return other === undefined ? { reason } : { reason, problem: reasonOfFinding(other.finding) }
}

/** Returns an error such as a weak key, which remains with any root. */
const findOtherProblem = ({ general, own }: Judged): HubpassError | undefined =>
  [general.error, own?.error].find(
    error => error?.code === 'TLS_WRONG_PURPOSE' || error?.code === 'TLS_CERTIFICATE_WEAK',
  )

/** Ignores the common name, as browsers do (RFC 9525 §2). */
const isFor = (certificate: X509Certificate, host: string): boolean =>
  (isIP(host) === 0 ? certificate.checkHost(host, { subject: 'never' }) : certificate.checkIP(host)) !==
  undefined

const isSelfSigned = (certificate: X509Certificate): boolean =>
  certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey)

const listNames = ({ subjectAltName = '' }: X509Certificate): string =>
  cut(subjectAltName.replaceAll(/(DNS|IP Address):/g, ''))

/** Returns the common name, or else the whole name in one line. Node has no text for an empty name. */
const readCommonName = (name: string | undefined): string =>
  cut(/^CN=(.+)$/m.exec(name ?? '')?.[1] ?? (name || '?').replaceAll('\n', ', '))

const toIsoTime = (time: string): string => {
  const ms = Date.parse(time)
  return Number.isNaN(ms) ? time : new Date(ms).toISOString()
}

/** A server may write anything there. */
const cut = (text: string): string =>
  stripControlCharacters(text.length > 200 ? `${text.slice(0, 200).toWellFormed()}…` : text)
