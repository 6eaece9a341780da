import { failure, HubpassError } from '#protocol/errors'
import { createProgress } from '../../qlik/http/connection-progress.ts'
import { toNetworkFinding } from '../../qlik/http/network-errors.ts'
import type { Check, CheckOutcome } from '../check.ts'
import { resolveAddresses, type TlsHandshake, tryTcp, tryTls, unverifiedEndpoint } from './connect.ts'
import type { SiteProbe } from './site-probe.ts'

/** From the name of QPS to its certificate, one layer after the other. */
export const createNetworkChecks = (probe: SiteProbe): Check[] => [
  { id: 'dns', title: 'Host name', run: signal => checkHostName(probe, signal) },
  { id: 'tcp', title: 'Port', needs: ['dns'], run: signal => checkPort(probe, signal) },
  {
    id: 'tls',
    title: 'Server certificate',
    needs: ['tcp', 'credential'],
    run: signal => checkTls(probe, signal),
  },
]

async function checkHostName({ site }: SiteProbe, signal: AbortSignal): Promise<CheckOutcome> {
  const endpoint = unverifiedEndpoint(site.qps)
  try {
    const addresses = await resolveAddresses(endpoint.host, signal)
    return { note: `${endpoint.host} is ${addresses.join(', ')}` }
  } catch (error) {
    throw toNetworkFinding(
      error,
      endpoint,
      { isDeadlineExceeded: false, limitMs: 0, elapsedMs: 0 },
      createProgress(),
    )
  }
}

async function checkPort({ site }: SiteProbe, signal: AbortSignal): Promise<CheckOutcome> {
  await tryTcp(unverifiedEndpoint(site.qps), signal)
  return { note: `${site.qps} accepts connections` }
}

/**
 * Without our certificate first, so that what fails is the server's doing. A server that insists on one ends that handshake
 * before we know whose certificate it shows; then ours goes along.
 */
async function checkTls(probe: SiteProbe, signal: AbortSignal): Promise<CheckOutcome> {
  const { transport } = await probe.endpoint()
  if (transport !== undefined) return checkThroughSystemTls(probe, signal)
  try {
    return formatCertificateNote(await tryTls(await probe.endpointWithoutCertificate(), signal))
  } catch (error) {
    if (isUntrusted(error)) throw await toUntrustedRootError(probe, error)
    if (!isRejection(error) && !isClosed(error)) throw error
    return checkWithCertificate(probe, signal, error)
  }
}

async function checkWithCertificate(
  probe: SiteProbe,
  signal: AbortSignal,
  previousError: unknown,
): Promise<CheckOutcome> {
  try {
    return formatCertificateNote(await tryTls(await probe.endpoint(), signal))
  } catch (error) {
    // A server that refuses nobody's certificate aloud, and closes over ours, speaks TLS as well.
    if (!isRejection(error) && !(isRejection(previousError) && isClosed(error))) throw error
    return { note: 'it speaks TLS, and wants a client certificate before anything else' }
  }
}

/** Where only the system's TLS may use the key, it judges the server too. */
async function checkThroughSystemTls(probe: SiteProbe, signal: AbortSignal): Promise<CheckOutcome> {
  const { error, isReached } = await probe.checkAlive(signal)
  if (error !== undefined && !isReached && !isRejection(error)) throw error
  return { note: "accepted by Windows' own TLS" }
}

/** Our own certificate and root do belong together, or the credential's check would have failed. */
async function toUntrustedRootError(probe: SiteProbe, error: unknown): Promise<HubpassError> {
  const { issuer: ours } = await probe.credential()
  const reason =
    error instanceof Error && error.cause instanceof Error ? error.cause.message : 'no such issuer'
  return failure('TLS_UNTRUSTED_ROOT', { address: probe.site.qps, reason, ours }, error)
}

const formatCertificateNote = ({ protocol, names, validTo }: TlsHandshake): CheckOutcome => ({
  note: `${protocol}, for ${names}, from the site's root, until ${validTo.slice(0, 10)}`,
})

const matchesCode = (code: string) => (error: unknown) => error instanceof HubpassError && error.code === code

const isRejection = matchesCode('TLS_CLIENT_CERTIFICATE_REJECTED')
const isClosed = matchesCode('CONNECTION_CLOSED')
const isUntrusted = matchesCode('TLS_UNTRUSTED_ROOT')
