import { failure, type HubpassError } from '#protocol/errors'
import type { ConnectionProgress } from './connection-progress.ts'
import type { HandshakeOutcome } from './probe-handshake.ts'
import type { Endpoint } from './request.ts'

/**
 * A server that closes a new connection without a word, once it may have our certificate: Node's own servers refuse one like
 * that, and others close for any other reason (docs/facts/browsers-and-node.md §3.3). Two more handshakes on which nothing is asked,
 * one with our certificate and one without, tell them apart. `told` is what is thrown where they cannot.
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

/** An exchange that has failed. */
export interface FailedRequest {
  endpoint: Endpoint
  progress: ConnectionProgress
  /** Ends the looking as well. */
  signal: AbortSignal
}

const isUnexplained = ({ code }: HubpassError, { isReused, stage }: ConnectionProgress): boolean =>
  code === 'CONNECTION_CLOSED' && !isReused && (stage === 'agreed' || stage === 'secured')

interface ProbeRule {
  /** What the server does to a connection with our certificate. */
  withCertificate: HandshakeOutcome
  /** And to one without; whatever it is when absent. */
  withoutCertificate?: HandshakeOutcome[]
  toFailure: (address: string, progress: ConnectionProgress) => HubpassError | undefined
}

const probeRules: ProbeRule[] = [
  {
    withCertificate: 'wantsCertificate',
    toFailure: address => failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address }),
  },
  { withCertificate: 'stands', toFailure: toClosedOnRequest },
  {
    withCertificate: 'closed',
    withoutCertificate: ['stands'],
    toFailure: address => failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address, seen: 'closedOnlyWithIt' }),
  },
  {
    withCertificate: 'closed',
    withoutCertificate: ['wantsCertificate'],
    toFailure: address => failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address, seen: 'demandedOne' }),
  },
  {
    withCertificate: 'closed',
    withoutCertificate: ['closed'],
    toFailure: address => failure('CONNECTION_CLOSED', { address, when: 'always' }),
  },
]

/** A handshake that succeeds now and did not before explains nothing. */
function toClosedOnRequest(address: string, { stage }: ConnectionProgress): HubpassError | undefined {
  return stage === 'secured' ? failure('CONNECTION_CLOSED', { address, when: 'onRequest' }) : undefined
}
