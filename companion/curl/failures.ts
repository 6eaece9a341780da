import { failure, type HubpassError } from '#protocol/errors'
import { failureOfAlert } from '../qps/endings.ts'
import type { Door } from '../qps/exchange.ts'
import { alertIn, alertInWords } from '../qps/tls-alerts.ts'
import type { Trust } from './config.ts'
import { stageOf } from './stage.ts'

/** How curl ended: its exit code and what it told on standard error. */
export interface CurlEnd {
  exit: number
  told: string
  door: Door
  trust: Trust
}

/**
 * Why curl gave no answer, as a finding. Its exit codes stand in curl's manual under "Exit codes"; where one has several causes,
 * its message tells them apart, in the words of OpenSSL or of Windows' Schannel.
 */
export function failureOfCurl(end: CurlEnd): HubpassError {
  const message = messageOf(end)
  const cause = causes.find(({ exits, says }) => exits.includes(end.exit) && (says?.test(message) ?? true))
  return cause?.make(end) ?? failure('INTERNAL', { detail: `curl ended with ${end.exit}` })
}

/** Only curl's last word: what it tells on the way holds the path of the request. */
const messageOf = ({ told }: CurlEnd): string => /^curl: \(\d+\) (.*)$/m.exec(told)?.[1]?.trim() ?? ''

interface Cause {
  exits: number[]
  says?: RegExp
  make: (end: CurlEnd) => HubpassError
}

/** For the codes that say no more than where it happened. */
const at =
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

const handshake = [35, 51, 60]
const connection = [18, 35, 52, 55, 56]

const causes: Cause[] = [
  { exits: [6], make: at('HOST_NOT_FOUND') },
  { exits: [7], make: at('CONNECTION_REFUSED') },
  { exits: [28], make: ({ door: { address } }) => failure('TIMEOUT', { address, afterMs: 120_000 }) },
  { exits: [58], make: noCertificate },
  { exits: [77], make: noRoot },
  // A server's alert about our certificate first: its words are like those about the server's own.
  { exits: connection, says: /\balert\b|unrecognized name/i, make: alerted },
  {
    exits: handshake,
    says: /does not match|no alternative certificate subject name|WRONG_PRINCIPAL|CN_NO_MATCH/i,
    make: nameMismatch,
  },
  { exits: handshake, says: /expired|not yet valid/i, make: at('TLS_SERVER_CERTIFICATE_EXPIRED') },
  { exits: handshake, says: /certificate purpose|WRONG_USAGE/i, make: at('TLS_WRONG_PURPOSE') },
  { exits: [60], make: untrusted },
  { exits: handshake, says: /UNTRUSTED_?ROOT|certificate verify failed/i, make: untrusted },
  {
    exits: [35],
    says: /protocol version|unsupported protocol|UNSUPPORTED_FUNCTION|ALGORITHM_MISMATCH/i,
    make: at('TLS_VERSION'),
  },
  {
    exits: [35],
    says: /wrong version number|packet length too long|http request|SEC_E_INVALID_TOKEN/i,
    make: at('NOT_TLS'),
  },
  { exits: connection, says: /SEC_E_ILLEGAL_MESSAGE/i, make: handshakeFailed },
  { exits: connection, says: /SEC_E_NO_CREDENTIALS|UNKNOWN_CREDENTIALS/i, make: noKey },
  { exits: connection, says: /SEC_E_CERT_UNKNOWN|INCOMPLETE_CREDENTIALS/i, make: rejected },
  { exits: connection, make: closed },
  { exits: [1, 8], make: notHttp },
]

function alerted(end: CurlEnd): HubpassError {
  const isAgreed = stageOf(end.told) !== 'beforeTls'
  return failureOfAlert({ address: end.door.address, alert: alertIn(messageOf(end)), isAgreed })
}

/** Schannel takes the alert 40 for nonsense, and tells not when it came. */
function handshakeFailed({ door: { address } }: CurlEnd): HubpassError {
  return failure('TLS_HANDSHAKE_FAILED', { address, reason: alertInWords(40) })
}

function rejected({ door: { address } }: CurlEnd): HubpassError {
  return failure('TLS_CLIENT_CERTIFICATE_REJECTED', { address })
}

/** Windows has the certificate, and does not let this account use its key. */
function noKey({ trust }: CurlEnd): HubpassError {
  return failure('KEY_MISSING', { path: trust.cert ?? '' })
}

function closed(end: CurlEnd): HubpassError {
  return failure('CONNECTION_CLOSED', { address: end.door.address, when: stageOf(end.told) })
}

function noCertificate({ trust }: CurlEnd): HubpassError {
  return failure('CREDENTIAL_FILE_MISSING', {
    path: trust.cert ?? '',
    role: 'client certificate that curl takes',
  })
}

function noRoot({ trust }: CurlEnd): HubpassError {
  const found = 'nothing that curl takes for one'
  return failure('CREDENTIAL_NOT_PEM', { path: trust.cacert ?? '', role: 'root certificate', found })
}

function nameMismatch({ door, told }: CurlEnd): HubpassError {
  const { address, host: wanted } = { ...door, host: door.serverName ?? door.host }
  const names = /subject: .*?CN ?= ?([^;,\r\n]+)/.exec(told)?.[1] ?? 'another name'
  return failure('TLS_NAME_MISMATCH', { address, wanted, names })
}

function untrusted(end: CurlEnd): HubpassError {
  return failure('TLS_UNTRUSTED_ROOT', { address: end.door.address, reason: messageOf(end) })
}

function notHttp({ door: { address } }: CurlEnd): HubpassError {
  return failure('UNEXPECTED_RESPONSE', { address, status: 0, problem: 'what it says is not HTTP' })
}
