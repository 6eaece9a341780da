import { message } from '#messages/message'
import { failure, type HubpassError } from '#protocol/errors'
import type { Endpoint } from '../../http/endpoint.ts'
import {
  addressFailure,
  nameMismatchFailure,
  notHttpFailure,
  timeoutFailure,
} from '../../http/failure-factories.ts'
import { describeAlert, findAlertNumber } from '../../http/tls-alerts.ts'
import { findingForAlert } from '../../http/tls-errors.ts'
import type { CurlCertificates } from './config.ts'
import { findClosePhase, findErrorMessage } from './output.ts'

/** The outcome of curl. */
export interface CurlExit {
  code: number
  stderr: string
  endpoint: Endpoint
  certificates: CurlCertificates
  elapsedMs: number
}

/**
 * Explains why curl returned no response. Its manual lists the exit codes under "Exit codes". Where
 * a code has several causes, the message of OpenSSL or of Windows' Schannel tells them apart.
 */
export function toCurlFinding(exit: CurlExit): HubpassError {
  const text = findErrorMessage(exit.stderr)
  const rule = curlErrorRules.find(
    ({ exitCodes, pattern }) => exitCodes.includes(exit.code) && (pattern?.test(text) ?? true),
  )
  return (
    rule?.toFailure(exit) ?? failure('INTERNAL', { detail: message('reason.curlEnded', { exit: exit.code }) })
  )
}

interface CurlErrorRule {
  exitCodes: number[]
  pattern?: RegExp
  toFailure: (exit: CurlExit) => HubpassError
}

const withAddress =
  (code: Parameters<typeof addressFailure>[0]) =>
  ({ endpoint: { address } }: CurlExit): HubpassError =>
    addressFailure(code, address)

const handshakeExitCodes = [35, 51, 60]
const connectionExitCodes = [18, 35, 52, 55, 56]

/** The first match applies. */
const curlErrorRules: readonly CurlErrorRule[] = [
  { exitCodes: [6], toFailure: withAddress('HOST_NOT_FOUND') },
  { exitCodes: [7], toFailure: withAddress('CONNECTION_REFUSED') },
  // The limit of the operating system: our deadline ends curl before its own limit.
  { exitCodes: [28], toFailure: ({ endpoint, elapsedMs }) => timeoutFailure(endpoint.address, elapsedMs) },
  { exitCodes: [58], toFailure: toCertificateMissing },
  { exitCodes: [77], toFailure: toRootNotPem },
  // An alert about our certificate comes first: its text resembles those about the server's own.
  { exitCodes: connectionExitCodes, pattern: /\balert\b|unrecognized name/i, toFailure: toTlsAlert },
  {
    exitCodes: handshakeExitCodes,
    pattern: /does not match|no alternative certificate subject name|WRONG_PRINCIPAL|CN_NO_MATCH/i,
    toFailure: toNameMismatch,
  },
  {
    exitCodes: handshakeExitCodes,
    pattern: /expired|not yet valid/i,
    toFailure: withAddress('TLS_SERVER_CERTIFICATE_EXPIRED'),
  },
  {
    exitCodes: handshakeExitCodes,
    pattern: /certificate purpose|WRONG_USAGE/i,
    toFailure: withAddress('TLS_WRONG_PURPOSE'),
  },
  { exitCodes: [60], toFailure: toUntrustedRoot },
  {
    exitCodes: handshakeExitCodes,
    pattern: /UNTRUSTED_?ROOT|certificate verify failed/i,
    toFailure: toUntrustedRoot,
  },
  {
    exitCodes: [35],
    pattern: /protocol version|unsupported protocol|UNSUPPORTED_FUNCTION|ALGORITHM_MISMATCH/i,
    toFailure: withAddress('TLS_VERSION'),
  },
  {
    exitCodes: [35],
    pattern: /wrong version number|packet length too long|http request|SEC_E_INVALID_TOKEN/i,
    toFailure: withAddress('NOT_TLS'),
  },
  { exitCodes: connectionExitCodes, pattern: /SEC_E_ILLEGAL_MESSAGE/i, toFailure: toHandshakeFailed },
  {
    exitCodes: connectionExitCodes,
    pattern: /SEC_E_NO_CREDENTIALS|UNKNOWN_CREDENTIALS/i,
    toFailure: toKeyMissing,
  },
  {
    exitCodes: connectionExitCodes,
    pattern: /SEC_E_CERT_UNKNOWN|INCOMPLETE_CREDENTIALS/i,
    toFailure: ({ endpoint: { address } }) => failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address }),
  },
  {
    exitCodes: connectionExitCodes,
    pattern: /too large response headers/i,
    toFailure: ({ endpoint }) => notHttpFailure(endpoint.address),
  },
  { exitCodes: connectionExitCodes, toFailure: toConnectionClosed },
  { exitCodes: [1, 8], toFailure: ({ endpoint }) => notHttpFailure(endpoint.address) },
]

function toCertificateMissing({ certificates }: CurlExit): HubpassError {
  return failure('CREDENTIAL_FILE_MISSING', {
    path: certificates.cert ?? '',
    role: 'client certificate that curl takes',
  })
}

function toRootNotPem({ certificates }: CurlExit): HubpassError {
  const found = message('reason.foundNothingForCurl')
  return failure('CREDENTIAL_NOT_PEM', { path: certificates.cacert ?? '', role: 'root certificate', found })
}

function toTlsAlert({ endpoint: { address }, stderr }: CurlExit): HubpassError {
  const alert = findAlertNumber(findErrorMessage(stderr))
  return findingForAlert({ address, alert, isCipherAgreed: findClosePhase(stderr) !== 'beforeTls' })
}

function toNameMismatch({ endpoint, stderr }: CurlExit): HubpassError {
  return nameMismatchFailure(endpoint, /subject: .*?CN ?= ?([^;,\r\n]+)/.exec(stderr)?.[1])
}

function toUntrustedRoot({ endpoint: { address }, stderr }: CurlExit): HubpassError {
  return failure('TLS_UNTRUSTED_ROOT', { address, reason: findErrorMessage(stderr) })
}

/** Schannel does not understand alert 40, and does not report when it came. */
function toHandshakeFailed({ endpoint: { address } }: CurlExit): HubpassError {
  return failure('TLS_HANDSHAKE_FAILED', { address, reason: describeAlert(40) })
}

/** Windows has the certificate but does not let this account use its key. */
function toKeyMissing({ certificates }: CurlExit): HubpassError {
  return failure('KEY_MISSING', { path: certificates.cert ?? '' })
}

function toConnectionClosed({ endpoint: { address }, stderr }: CurlExit): HubpassError {
  return failure('CONNECTION_CLOSED', { address, when: findClosePhase(stderr) })
}
