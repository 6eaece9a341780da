import type { HubpassError } from '#protocol/errors'
import { notHttpFailure } from '../../http/unusable-response.ts'
import type { CurlExit } from './exit.ts'
import {
  toCertificateMissing,
  toCertificateRejected,
  toConnectionClosed,
  toHandshakeFailed,
  toKeyMissing,
  toNameMismatch,
  toRootNotPem,
  toTimeout,
  toTlsAlert,
  toUntrustedRoot,
  withAddress,
} from './failures.ts'

interface CurlErrorRule {
  exitCodes: number[]
  pattern?: RegExp
  toFailure: (exit: CurlExit) => HubpassError
}

const handshakeExitCodes = [35, 51, 60]
const connectionExitCodes = [18, 35, 52, 55, 56]

/** The first that fits. */
export const curlErrorRules: readonly CurlErrorRule[] = [
  { exitCodes: [6], toFailure: withAddress('HOST_NOT_FOUND') },
  { exitCodes: [7], toFailure: withAddress('CONNECTION_REFUSED') },
  { exitCodes: [28], toFailure: toTimeout },
  { exitCodes: [58], toFailure: toCertificateMissing },
  { exitCodes: [77], toFailure: toRootNotPem },
  // A server's alert about our certificate first: its words are like those about the server's own.
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
    toFailure: toCertificateRejected,
  },
  { exitCodes: connectionExitCodes, toFailure: toConnectionClosed },
  { exitCodes: [1, 8], toFailure: ({ endpoint: { address } }) => notHttpFailure(address) },
]
