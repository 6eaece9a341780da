import { message } from '#messages/message'
import { failure, type HubpassError } from '#protocol/errors'
import type { ClosePhase } from '#protocol/findings/network'
import type { ConnectionProgress, ConnectionStage } from './connection-progress.ts'
import { describeAlert, isCertificateAlert } from './tls-alerts.ts'

interface AlertContext {
  address: string
  alert: number | undefined
  /**
   * Whether version and cipher were agreed on, so that the server may have requested a certificate.
   */
  isCipherAgreed: boolean
}

/** Returns what a TLS alert means: a rejected client certificate, or a failed handshake. */
export function findingForAlert(
  { address, alert, isCipherAgreed }: AlertContext,
  cause?: unknown,
): HubpassError {
  if (alert === undefined)
    return failure('TLS_HANDSHAKE_FAILED', { address, reason: message('reason.tlsAlert') }, cause)
  if (alert === 70) return failure('TLS_VERSION', { address }, cause)
  const description = describeAlert(alert)
  return isCertificateAlert(alert, isCipherAgreed)
    ? failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address, alert, says: description }, cause)
    : failure('TLS_HANDSHAKE_FAILED', { address, alert, reason: description }, cause)
}

/** Returns what a connection that ends without an alert means, by how far it got. */
export function findingForClose(
  address: string,
  { stage, isReused }: ConnectionProgress,
  cause: unknown,
): HubpassError {
  const when = isReused && stage !== 'answered' ? 'kept' : closePhaseByStage[stage]
  return failure('CONNECTION_CLOSED', { address, when }, cause)
}

export const isCipherAgreed = ({ stage }: ConnectionProgress): boolean =>
  stage !== 'started' && stage !== 'connected'

const closePhaseByStage: Record<ConnectionStage, ClosePhase> = {
  started: 'beforeTls',
  connected: 'beforeTls',
  cipherAgreed: 'inHandshake',
  secured: 'afterHandshake',
  answered: 'inAnswer',
}
