import { failure, type HubpassError } from '#protocol/errors'
import type { Closing } from '#protocol/findings/closings'
import type { Course, Stage } from './course.ts'
import { alertInWords, speaksOfCertificate } from './tls-alerts.ts'

interface Alerted {
  address: string
  alert: number | undefined
  /** Whether version and cipher were agreed on, so that a certificate may have been asked for. */
  isAgreed: boolean
}

/** What a TLS alert means: that our certificate is refused, or that there was no handshake to begin with. */
export function failureOfAlert({ address, alert, isAgreed }: Alerted, cause?: unknown): HubpassError {
  if (alert === undefined) return failure('TLS_HANDSHAKE_FAILED', { address, reason: 'a TLS alert' }, cause)
  if (alert === 70) return failure('TLS_VERSION', { address }, cause)
  const says = alertInWords(alert)
  return speaksOfCertificate(alert, isAgreed)
    ? failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address, alert, says }, cause)
    : failure('TLS_HANDSHAKE_FAILED', { address, alert, reason: says }, cause)
}

/** What the end of a connection means by itself, without a word from the server. */
export function failureOfClose(address: string, { stage, isKept }: Course, cause: unknown): HubpassError {
  const when = isKept && stage !== 'answered' ? 'kept' : closedAt[stage]
  return failure('CONNECTION_CLOSED', { address, when }, cause)
}

export const isAgreed = ({ stage }: Course): boolean => stage !== 'started' && stage !== 'connected'

const closedAt: Record<Stage, Closing> = {
  started: 'beforeTls',
  connected: 'beforeTls',
  agreed: 'inHandshake',
  secured: 'afterHandshake',
  answered: 'inAnswer',
}
