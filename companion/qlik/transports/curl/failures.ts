import { message } from '#messages/message'
import { failure, type HubpassError } from '#protocol/errors'
import { timeoutFailure } from '../../http/timeout-failure.ts'
import { describeAlert, findAlertNumber } from '../../http/tls-alerts.ts'
import { findingForAlert } from '../../http/tls-errors.ts'
import { findClosePhase } from './close-phase.ts'
import { type CurlExit, findErrorMessage } from './exit.ts'

/** For the codes that say no more than where it happened. */
export const withAddress =
  (
    code:
      | 'HOST_NOT_FOUND'
      | 'CONNECTION_REFUSED'
      | 'NOT_TLS'
      | 'TLS_SERVER_CERTIFICATE_EXPIRED'
      | 'TLS_WRONG_PURPOSE'
      | 'TLS_VERSION',
  ) =>
  ({ endpoint: { address } }: CurlExit): HubpassError =>
    failure(code, { address })

/** The operating system's own limit: curl is given none. */
export function toTimeout({ endpoint: { address }, elapsedMs }: CurlExit): HubpassError {
  return timeoutFailure(address, elapsedMs)
}

export function toTlsAlert(exit: CurlExit): HubpassError {
  const isCipherAgreed = findClosePhase(exit.stderr) !== 'beforeTls'
  return findingForAlert({
    address: exit.endpoint.address,
    alert: findAlertNumber(findErrorMessage(exit)),
    isCipherAgreed,
  })
}

/** Schannel takes the alert 40 for nonsense, and tells not when it came. */
export function toHandshakeFailed({ endpoint: { address } }: CurlExit): HubpassError {
  return failure('TLS_HANDSHAKE_FAILED', { address, reason: describeAlert(40) })
}

export function toCertificateRejected({ endpoint: { address } }: CurlExit): HubpassError {
  return failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address })
}

/** Windows has the certificate, and does not let this account use its key. */
export function toKeyMissing({ certificates }: CurlExit): HubpassError {
  return failure('KEY_MISSING', { path: certificates.cert ?? '' })
}

export function toConnectionClosed(exit: CurlExit): HubpassError {
  return failure('CONNECTION_CLOSED', { address: exit.endpoint.address, when: findClosePhase(exit.stderr) })
}

export function toCertificateMissing({ certificates }: CurlExit): HubpassError {
  return failure('CREDENTIAL_FILE_MISSING', {
    path: certificates.cert ?? '',
    role: 'client certificate that curl takes',
  })
}

export function toRootNotPem({ certificates }: CurlExit): HubpassError {
  const found = message('reason.foundNothingForCurl')
  return failure('CREDENTIAL_NOT_PEM', { path: certificates.cacert ?? '', role: 'root certificate', found })
}

export function toNameMismatch({ endpoint, stderr }: CurlExit): HubpassError {
  const { address, host: wanted } = { ...endpoint, host: endpoint.serverName ?? endpoint.host }
  const names = /subject: .*?CN ?= ?([^;,\r\n]+)/.exec(stderr)?.[1] ?? message('reason.otherName')
  return failure('TLS_NAME_MISMATCH', { address, wanted, names })
}

export function toUntrustedRoot(exit: CurlExit): HubpassError {
  return failure('TLS_UNTRUSTED_ROOT', { address: exit.endpoint.address, reason: findErrorMessage(exit) })
}
