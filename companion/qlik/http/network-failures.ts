import { message } from '#messages/message'
import { failure, type HubpassError } from '#protocol/errors'
import { readCertificateNames } from './certificate-names.ts'
import type { ConnectionProgress } from './connection-progress.ts'
import type { Endpoint } from './request.ts'
import { timeoutFailure } from './timeout-failure.ts'
import { findAlertNumber } from './tls-alerts.ts'
import { findingForAlert, findingForClose, isCipherAgreed } from './tls-errors.ts'

/** An error below HTTP, and what is known about it. */
export interface NetworkError {
  error: unknown
  code: string
  text: string
  endpoint: Endpoint
  progress: ConnectionProgress
  elapsedMs: number
}

/** For the codes that say no more than where it happened. */
export const withAddress =
  (code: 'HOST_NOT_FOUND' | 'CONNECTION_REFUSED' | 'NOT_TLS' | TlsAddressCode) =>
  ({ endpoint: { address }, error }: NetworkError): HubpassError =>
    failure(code, { address }, error)

type TlsAddressCode = 'TLS_SERVER_CERTIFICATE_EXPIRED' | 'TLS_WRONG_PURPOSE' | 'TLS_VERSION'

export function toTimeout({ endpoint: { address }, error, elapsedMs }: NetworkError): HubpassError {
  return timeoutFailure(address, elapsedMs, error)
}

export function toNameMismatch({ endpoint, error }: NetworkError): HubpassError {
  const names = readCertificateNames(error) ?? message('reason.otherName')
  return failure(
    'TLS_NAME_MISMATCH',
    { address: endpoint.address, wanted: endpoint.serverName ?? endpoint.host, names },
    error,
  )
}

export function toUntrustedRoot({ endpoint: { address }, error, text }: NetworkError): HubpassError {
  return failure('TLS_UNTRUSTED_ROOT', { address, reason: text }, error)
}

export function toTlsAlert({
  endpoint: { address },
  error,
  code,
  text,
  progress,
}: NetworkError): HubpassError {
  const alert = findAlertNumber(`${code} ${text}`)
  return findingForAlert({ address, alert, isCipherAgreed: isCipherAgreed(progress) }, error)
}

export function toHandshakeFailed({ endpoint: { address }, error, code, text }: NetworkError): HubpassError {
  const reason = /SSL routines:[^:]*:([^:]+)/.exec(text)?.[1] ?? code
  return failure('TLS_HANDSHAKE_FAILED', { address, reason }, error)
}

export function toConnectionClosed({ endpoint: { address }, error, progress }: NetworkError): HubpassError {
  return findingForClose(address, progress, error)
}
