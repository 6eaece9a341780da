import { failure, HubpassError } from '#protocol/errors'
import { codeOf, messageOf } from '../error-codes.ts'
import { certificateNames } from './certificate-names.ts'
import type { Door } from './exchange.ts'

/**
 * Why an exchange failed below HTTP, as a finding: by Node's error code, else by what OpenSSL says. Measured causes:
 * peers-and-platform-facts §3.3, qlik-sense-facts §5.4.
 */
export function failureOfTransport(error: unknown, door: Door, time: Time): HubpassError {
  if (error instanceof HubpassError) return error
  if (time.isOver) return failure('TIMEOUT', { address: door.address, afterMs: time.limitMs }, error)
  const trouble: Trouble = { error, code: codeOf(error), text: messageOf(error), door, ...time }
  const known = causes.find(({ fits }) => fits(trouble))
  return known === undefined ? failure('INTERNAL', { detail: trouble.text }, error) : known.make(trouble)
}

/** How long the exchange was allowed to take, and took. */
export interface Time {
  /** Our own deadline ended it. */
  isOver: boolean
  limitMs: number
  passedMs: number
}

interface Trouble extends Pick<Time, 'passedMs'> {
  error: unknown
  code: string
  text: string
  door: Door
}

interface Cause {
  fits: (trouble: Trouble) => boolean
  make: (trouble: Trouble) => HubpassError
}

const code =
  (...codes: string[]) =>
  (trouble: Trouble): boolean =>
    codes.includes(trouble.code)

const says =
  (pattern: RegExp) =>
  ({ code, text }: Trouble): boolean =>
    pattern.test(`${code} ${text}`)

/** For the codes that say no more than where it happened. */
const at =
  (finding: 'HOST_NOT_FOUND' | 'CONNECTION_REFUSED' | 'CONNECTION_CLOSED' | 'NOT_TLS' | AtTls) =>
  ({ door: { address }, error }: Trouble): HubpassError =>
    failure(finding, { address }, error)

type AtTls =
  | 'TLS_SERVER_CERTIFICATE_EXPIRED'
  | 'TLS_WRONG_PURPOSE'
  | 'TLS_CLIENT_CERTIFICATE_REJECTED'
  | 'TLS_VERSION'

/** The first that fits; what OpenSSL says comes before the codes that only tell that the connection ended. */
const causes: Cause[] = [
  {
    fits: code('ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'),
    make: at('HOST_NOT_FOUND'),
  },
  {
    fits: code('ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES'),
    make: at('CONNECTION_REFUSED'),
  },
  { fits: code('ETIMEDOUT'), make: timedOut },
  { fits: code('ERR_TLS_CERT_ALTNAME_INVALID'), make: nameMismatch },
  { fits: code('CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'), make: at('TLS_SERVER_CERTIFICATE_EXPIRED') },
  { fits: code('INVALID_PURPOSE'), make: at('TLS_WRONG_PURPOSE') },
  {
    fits: says(
      /^(SELF_SIGNED|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_|CERT_|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH)/,
    ),
    make: untrusted,
  },
  {
    fits: says(/alert number 70|alert protocol version|unsupported protocol|PROTOCOL_VERSION/i),
    make: at('TLS_VERSION'),
  },
  {
    fits: says(/wrong version number|packet length too long|http request|WRONG_VERSION_NUMBER/i),
    make: at('NOT_TLS'),
  },
  // Whatever alert a server sends after our certificate, the certificate was its reason: all else was agreed by then.
  {
    fits: says(/alert number \d+|_ALERT_|alert (bad|unknown|certificate|handshake|access)/i),
    make: at('TLS_CLIENT_CERTIFICATE_REJECTED'),
  },
  { fits: says(/^HPE_/), make: notHttp },
  {
    fits: code('ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'),
    make: at('CONNECTION_CLOSED'),
  },
  { fits: says(/^(EPROTO|ERR_SSL_|ERR_OSSL_)/), make: failedTls },
]

/** The operating system gave up, before our own deadline. */
function timedOut({ door: { address }, error, passedMs }: Trouble): HubpassError {
  return failure(
    'TIMEOUT',
    { address, afterMs: Math.max(1_000, Math.round(passedMs / 1_000) * 1_000) },
    error,
  )
}

function nameMismatch({ door, error }: Trouble): HubpassError {
  const names = certificateNames(error) ?? 'another name'
  return failure(
    'TLS_NAME_MISMATCH',
    { address: door.address, wanted: door.serverName ?? door.host, names },
    error,
  )
}

function untrusted({ door: { address }, error, text }: Trouble): HubpassError {
  return failure('TLS_UNTRUSTED_ROOT', { address, reason: text }, error)
}

function notHttp({ door: { address }, error }: Trouble): HubpassError {
  return failure('UNEXPECTED_RESPONSE', { address, status: 0, problem: 'what it says is not HTTP' }, error)
}

function failedTls({ door: { address }, error, code, text }: Trouble): HubpassError {
  const problem = `TLS failed (${/SSL routines:[^:]*:([^:]+)/.exec(text)?.[1] ?? code})`
  return failure('UNEXPECTED_RESPONSE', { address, status: 0, problem }, error)
}
