import { failure, HubpassError } from '#protocol/errors'
import { errorMessage } from '#protocol/text'
import { errorCode } from '../../util/node-errors.ts'
import type { ConnectionProgress } from './connection-progress.ts'
import type { Endpoint } from './endpoint.ts'
import { addressFailure, nameMismatchFailure, notHttpFailure, timeoutFailure } from './failure-factories.ts'
import { findAlertNumber } from './tls-alerts.ts'
import { findingForAlert, findingForClose, isCipherAgreed } from './tls-errors.ts'

/**
 * Explains why a request failed below HTTP: by Node's error code or OpenSSL's message, and by how
 * far the connection got. Measured causes: docs/facts/browsers-and-node.md §3.3,
 * docs/facts/qlik-sense.md §5.4, test/companion/qlik/http/tls-errors.test.ts.
 */
export function toNetworkFinding(
  error: unknown,
  endpoint: Endpoint,
  elapsed: Elapsed,
  progress: ConnectionProgress,
): HubpassError {
  if (error instanceof HubpassError) return error
  if (elapsed.isDeadlineExceeded) return toDeadlineTimeout(error, endpoint, elapsed, progress)
  const code = errorCode(error)
  const text = errorMessage(error)
  const networkError = { error, code, text, endpoint, progress, elapsedMs: elapsed.elapsedMs }
  const rule = networkErrorRules.find(({ matches }) => matches(networkError))
  return rule?.toFailure(networkError) ?? failure('INTERNAL', { detail: text }, error)
}

/** The time limit and the duration of a request. */
export interface Elapsed {
  /** Whether our own deadline stopped the request. */
  isDeadlineExceeded: boolean
  limitMs: number
  elapsedMs: number
}

function toDeadlineTimeout(
  error: unknown,
  { address }: Endpoint,
  { limitMs }: Elapsed,
  { stage }: ConnectionProgress,
): HubpassError {
  const accepted = stage === 'started' ? {} : { accepted: true as const }
  return failure('TIMEOUT', { address, afterMs: limitMs, ...accepted }, error)
}

/** An error below HTTP, with its context. */
interface NetworkError {
  error: unknown
  code: string
  text: string
  endpoint: Endpoint
  progress: ConnectionProgress
  elapsedMs: number
}

interface NetworkErrorRule {
  matches: (networkError: NetworkError) => boolean
  toFailure: (networkError: NetworkError) => HubpassError
}

const hasCode =
  (...codes: string[]) =>
  (networkError: NetworkError): boolean =>
    codes.includes(networkError.code)

const matchesPattern =
  (pattern: RegExp) =>
  ({ code, text }: NetworkError): boolean =>
    pattern.test(`${code} ${text}`)

const withAddress =
  (code: Parameters<typeof addressFailure>[0]) =>
  ({ endpoint: { address }, error }: NetworkError): HubpassError =>
    addressFailure(code, address, error)

/**
 * The first match applies. OpenSSL's messages precede codes that only say that the connection
 * ended.
 */
const networkErrorRules: readonly NetworkErrorRule[] = [
  {
    // The resolver has a code for each reason, even for a name that is too long.
    matches: ({ text }) => text.startsWith('getaddrinfo '),
    toFailure: withAddress('HOST_NOT_FOUND'),
  },
  {
    matches: hasCode('ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'),
    toFailure: withAddress('HOST_NOT_FOUND'),
  },
  {
    matches: hasCode('ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES'),
    toFailure: withAddress('CONNECTION_REFUSED'),
  },
  {
    matches: hasCode('ETIMEDOUT'),
    toFailure: ({ endpoint, error, elapsedMs }) => timeoutFailure(endpoint.address, elapsedMs, error),
  },
  {
    matches: hasCode('ERR_TLS_CERT_ALTNAME_INVALID'),
    toFailure: ({ endpoint, error }) => nameMismatchFailure(endpoint, readCertificateNames(error), error),
  },
  {
    matches: hasCode('CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'),
    toFailure: withAddress('TLS_SERVER_CERTIFICATE_EXPIRED'),
  },
  { matches: hasCode('INVALID_PURPOSE'), toFailure: withAddress('TLS_WRONG_PURPOSE') },
  {
    // Node has no codes for these results of the verification.
    matches: matchesPattern(/^UNSPECIFIED .*too weak/),
    toFailure: ({ endpoint: { address }, error, text }) =>
      failure('TLS_CERTIFICATE_WEAK', { address, reason: text }, error),
  },
  {
    matches: matchesPattern(
      /^(UNSPECIFIED|SELF_SIGNED|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_|CERT_|ERROR_IN_CERT_|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH)/,
    ),
    toFailure: ({ endpoint: { address }, error, text }) =>
      failure('TLS_UNTRUSTED_ROOT', { address, reason: text }, error),
  },
  {
    matches: matchesPattern(/alert number 70|alert protocol version|unsupported protocol|PROTOCOL_VERSION/i),
    toFailure: withAddress('TLS_VERSION'),
  },
  {
    matches: matchesPattern(/wrong version number|packet length too long|http request|WRONG_VERSION_NUMBER/i),
    toFailure: withAddress('NOT_TLS'),
  },
  { matches: networkError => findAlert(networkError) !== undefined, toFailure: toTlsAlert },
  {
    matches: matchesPattern(/^HPE_/),
    toFailure: ({ endpoint, error }) => notHttpFailure(endpoint.address, 0, error),
  },
  {
    matches: hasCode('ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'),
    toFailure: ({ endpoint, error, progress }) => findingForClose(endpoint.address, progress, error),
  },
  { matches: matchesPattern(/^(EPROTO|ERR_SSL_|ERR_OSSL_)/), toFailure: toHandshakeFailed },
]

function findAlert({ code, text }: NetworkError): number | undefined {
  return findAlertNumber(`${code} ${text}`)
}

function toTlsAlert(networkError: NetworkError): HubpassError {
  const { endpoint, error, progress } = networkError
  return findingForAlert(
    {
      address: endpoint.address,
      alert: findAlert(networkError),
      isCipherAgreed: isCipherAgreed(progress),
    },
    error,
  )
}

function toHandshakeFailed({ endpoint: { address }, error, code, text }: NetworkError): HubpassError {
  const reason = /SSL routines:[^:]*:([^:]+)/.exec(text)?.[1] ?? code
  return failure('TLS_HANDSHAKE_FAILED', { address, reason }, error)
}

/** Returns the names in the server's certificate, which Node attaches to its error. */
function readCertificateNames(error: unknown): string | undefined {
  const certificate = readProperty(error, 'cert')
  const names =
    readProperty(certificate, 'subjectaltname') ?? readProperty(readProperty(certificate, 'subject'), 'CN')
  return typeof names === 'string' && names !== '' ? names.replaceAll(/(DNS|IP Address):/g, '') : undefined
}

const readProperty = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
