import { failure, HubpassError } from '#protocol/errors'
import { parseAddress } from '../../util/address.ts'
import type { Check, CheckOutcome } from '../check.ts'
import { resolveAddresses, type TlsHandshake, tryTcp, tryTls, unverifiedEndpoint } from './connect.ts'
import type { SiteProbe } from './site-probe.ts'

/** Returns the checks of each network layer, from the host name of QPS to its certificate. */
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
  const { host } = parseAddress(site.qps)
  try {
    const addresses = await resolveAddresses(host, signal)
    return { note: `${host} resolves to ${addresses.join(', ')}` }
  } catch (error) {
    throw failure('HOST_NOT_FOUND', { address: site.qps }, error)
  }
}

async function checkPort({ site }: SiteProbe, signal: AbortSignal): Promise<CheckOutcome> {
  await tryTcp(unverifiedEndpoint(site.qps), signal)
  return { note: `${site.qps} accepts connections` }
}

/**
 * Connects without our certificate first, so that an error is the server's. A server that requires
 * a certificate ends that handshake early; then the check connects with ours.
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
    // A server that requires a certificate and closes the connection after ours also speaks TLS.
    if (!isRejection(error) && !(isRejection(previousError) && isClosed(error))) throw error
    return { note: 'requires a client certificate in the TLS handshake' }
  }
}

/** If only the TLS of the system may use the key, it also verifies the server. */
async function checkThroughSystemTls(probe: SiteProbe, signal: AbortSignal): Promise<CheckOutcome> {
  const { error, isReached } = await probe.checkAlive(signal)
  if (error !== undefined && !isReached && !isRejection(error)) throw error
  return { note: 'verified by Windows' }
}

/** Our own certificate and root belong together: the credential check has passed. */
async function toUntrustedRootError(probe: SiteProbe, error: unknown): Promise<HubpassError> {
  const { issuer: ours } = await probe.credential()
  const reason =
    error instanceof Error && error.cause instanceof Error ? error.cause.message : 'unknown issuer'
  return failure('TLS_UNTRUSTED_ROOT', { address: probe.site.qps, reason, ours }, error)
}

const formatCertificateNote = ({ protocol, names, validTo }: TlsHandshake): CheckOutcome => ({
  note: `${protocol}, certificate for ${names}, issued by the site's root, valid until ${validTo.slice(0, 10)}`,
})

const matchesCode = (code: string) => (error: unknown) => error instanceof HubpassError && error.code === code

const isRejection = matchesCode('TLS_CLIENT_CERTIFICATE_REJECTED')
const isClosed = matchesCode('CONNECTION_CLOSED')
const isUntrusted = matchesCode('TLS_UNTRUSTED_ROOT')
