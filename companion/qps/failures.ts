import { failure, HubpassError } from '#protocol/errors'
import { codeOf, messageOf } from '../error-codes.ts'
import { certificateNames } from './certificate-names.ts'
import type { Course } from './course.ts'
import { failureOfAlert, failureOfClose, isAgreed } from './endings.ts'
import type { Door } from './exchange.ts'
import { alertIn } from './tls-alerts.ts'

/**
 * Why an exchange failed below HTTP, as a finding: by Node's error code, else by what OpenSSL says, and by how far it
 * came. Measured causes: peers-and-platform-facts §3.3, qlik-sense-facts §5.4, test/companion/qps/tls-endings.test.ts.
 */
export function failureOfTransport(error: unknown, door: Door, time: Time, course: Course): HubpassError {
  if (error instanceof HubpassError) return error
  if (time.isOver) return tookTooLong(error, door, time, course)
  const trouble: Trouble = { error, code: codeOf(error), text: messageOf(error), door, course, ...time }
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
  course: Course
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
  (finding: 'HOST_NOT_FOUND' | 'CONNECTION_REFUSED' | 'NOT_TLS' | AtTls) =>
  ({ door: { address }, error }: Trouble): HubpassError =>
    failure(finding, { address }, error)

type AtTls = 'TLS_SERVER_CERTIFICATE_EXPIRED' | 'TLS_WRONG_PURPOSE' | 'TLS_VERSION'

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
  { fits: ({ code, text }) => alertIn(`${code} ${text}`) !== undefined, make: alerted },
  { fits: says(/^HPE_/), make: notHttp },
  {
    fits: code('ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'),
    make: closed,
  },
  { fits: says(/^(EPROTO|ERR_SSL_|ERR_OSSL_)/), make: failedTls },
]

function tookTooLong(error: unknown, { address }: Door, { limitMs }: Time, { stage }: Course): HubpassError {
  const accepted = stage === 'started' ? {} : { accepted: true as const }
  return failure('TIMEOUT', { address, afterMs: limitMs, ...accepted }, error)
}

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

function alerted({ door: { address }, error, code, text, course }: Trouble): HubpassError {
  const alert = alertIn(`${code} ${text}`)
  return failureOfAlert({ address, alert, isAgreed: isAgreed(course) }, error)
}

function failedTls({ door: { address }, error, code, text }: Trouble): HubpassError {
  const reason = /SSL routines:[^:]*:([^:]+)/.exec(text)?.[1] ?? code
  return failure('TLS_HANDSHAKE_FAILED', { address, reason }, error)
}

function closed({ door: { address }, error, course }: Trouble): HubpassError {
  return failureOfClose(address, course, error)
}
