import { failure, type HubpassError } from '#protocol/errors'
import { failureOfAlert } from '../qps/endings.ts'
import { gaveUp } from '../qps/gave-up.ts'
import { alertIn, alertInWords } from '../qps/tls-alerts.ts'
import { type CurlEnd, lastWordOf } from './end.ts'
import { stageOf } from './stage.ts'

/** For the codes that say no more than where it happened. */
export const at =
  (
    code:
      | 'HOST_NOT_FOUND'
      | 'CONNECTION_REFUSED'
      | 'NOT_TLS'
      | 'TLS_SERVER_CERTIFICATE_EXPIRED'
      | 'TLS_WRONG_PURPOSE'
      | 'TLS_VERSION',
  ) =>
  ({ door: { address } }: CurlEnd): HubpassError =>
    failure(code, { address })

/** The operating system's own limit: curl is given none. */
export function timedOut({ door: { address }, passedMs }: CurlEnd): HubpassError {
  return gaveUp(address, passedMs)
}

export function alerted(end: CurlEnd): HubpassError {
  const isAgreed = stageOf(end.told) !== 'beforeTls'
  return failureOfAlert({ address: end.door.address, alert: alertIn(lastWordOf(end)), isAgreed })
}

/** Schannel takes the alert 40 for nonsense, and tells not when it came. */
export function handshakeFailed({ door: { address } }: CurlEnd): HubpassError {
  return failure('TLS_HANDSHAKE_FAILED', { address, reason: alertInWords(40) })
}

export function rejected({ door: { address } }: CurlEnd): HubpassError {
  return failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address })
}

/** Windows has the certificate, and does not let this account use its key. */
export function noKey({ trust }: CurlEnd): HubpassError {
  return failure('KEY_MISSING', { path: trust.cert ?? '' })
}

export function closed(end: CurlEnd): HubpassError {
  return failure('CONNECTION_CLOSED', { address: end.door.address, when: stageOf(end.told) })
}

export function noCertificate({ trust }: CurlEnd): HubpassError {
  return failure('CREDENTIAL_FILE_MISSING', {
    path: trust.cert ?? '',
    role: 'client certificate that curl takes',
  })
}

export function noRoot({ trust }: CurlEnd): HubpassError {
  const found = 'nothing that curl takes for one'
  return failure('CREDENTIAL_NOT_PEM', { path: trust.cacert ?? '', role: 'root certificate', found })
}

export function nameMismatch({ door, told }: CurlEnd): HubpassError {
  const { address, host: wanted } = { ...door, host: door.serverName ?? door.host }
  const names = /subject: .*?CN ?= ?([^;,\r\n]+)/.exec(told)?.[1] ?? 'another name'
  return failure('TLS_NAME_MISMATCH', { address, wanted, names })
}

export function untrusted(end: CurlEnd): HubpassError {
  return failure('TLS_UNTRUSTED_ROOT', { address: end.door.address, reason: lastWordOf(end) })
}
