import { failure, type HubpassError } from '#protocol/errors'
import type { ConnectionProgress } from './connection-progress.ts'
import type { Endpoint } from './endpoint.ts'
import type { HandshakeOutcome } from './probe-handshake.ts'

/**
 * Finds out why a server closed a new connection without an alert once it could have our
 * certificate. Node's own servers reject a certificate like that, but there are other reasons
 * (docs/facts/browsers-and-node.md §3.3). Two more handshakes, with our certificate and without,
 * tell them apart. Returns `networkFailure` if they do not.
 */
export async function explainClosedConnection(
  networkFailure: HubpassError,
  { endpoint, progress, signal }: FailedRequest,
): Promise<HubpassError> {
  const { createContextWithoutCertificate } = endpoint
  if (
    !isUnexplained(networkFailure, progress) ||
    createContextWithoutCertificate === undefined ||
    signal.aborted
  )
    return networkFailure
  // Loaded on demand, so that a sign-in does not pay for it.
  const { probeHandshake } = await import('./probe-handshake.ts')
  const [outcomeWith, outcomeWithout] = await Promise.all([
    probeHandshake(endpoint, endpoint.secureContext, signal),
    probeHandshake(endpoint, createContextWithoutCertificate(), signal),
  ])
  const rule = probeRules.find(
    each =>
      each.withCertificate === outcomeWith && (each.withoutCertificate?.includes(outcomeWithout) ?? true),
  )
  return rule?.toFailure(endpoint.address, progress) ?? networkFailure
}

export interface FailedRequest {
  endpoint: Endpoint
  progress: ConnectionProgress
  /** Stops the probe too. */
  signal: AbortSignal
}

const isUnexplained = ({ code }: HubpassError, { isReused, stage }: ConnectionProgress): boolean =>
  code === 'CONNECTION_CLOSED' && !isReused && (stage === 'cipherAgreed' || stage === 'secured')

interface ProbeRule {
  /** The reaction of the server to a connection with our certificate. */
  withCertificate: HandshakeOutcome
  /** Its reaction to a connection without one; any if undefined. */
  withoutCertificate?: HandshakeOutcome[]
  toFailure: (address: string, progress: ConnectionProgress) => HubpassError | undefined
}

const probeRules: ProbeRule[] = [
  {
    withCertificate: 'certificateAlert',
    toFailure: address => failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address }),
  },
  { withCertificate: 'staysOpen', toFailure: toClosedOnRequest },
  {
    withCertificate: 'closed',
    withoutCertificate: ['staysOpen'],
    toFailure: address => failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address, seen: 'closedOnlyWithIt' }),
  },
  {
    withCertificate: 'closed',
    withoutCertificate: ['certificateAlert'],
    toFailure: address => failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address, seen: 'demandedOne' }),
  },
  {
    withCertificate: 'closed',
    withoutCertificate: ['closed'],
    toFailure: address => failure('CONNECTION_CLOSED', { address, when: 'always' }),
  },
]

/** A handshake that failed before and succeeds now explains nothing. */
function toClosedOnRequest(address: string, { stage }: ConnectionProgress): HubpassError | undefined {
  return stage === 'secured' ? failure('CONNECTION_CLOSED', { address, when: 'onRequest' }) : undefined
}
