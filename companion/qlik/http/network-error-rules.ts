import type { HubpassError } from '#protocol/errors'
import {
  type NetworkError,
  toConnectionClosed,
  toHandshakeFailed,
  toNameMismatch,
  toTimeout,
  toTlsAlert,
  toUntrustedRoot,
  withAddress,
} from './network-failures.ts'
import { findAlertNumber } from './tls-alerts.ts'
import { notHttpFailure } from './unusable-response.ts'

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

/** The first that fits; what OpenSSL says comes before the codes that only tell that the connection ended. */
export const networkErrorRules: readonly NetworkErrorRule[] = [
  {
    matches: hasCode('ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'),
    toFailure: withAddress('HOST_NOT_FOUND'),
  },
  {
    matches: hasCode('ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES'),
    toFailure: withAddress('CONNECTION_REFUSED'),
  },
  { matches: hasCode('ETIMEDOUT'), toFailure: toTimeout },
  { matches: hasCode('ERR_TLS_CERT_ALTNAME_INVALID'), toFailure: toNameMismatch },
  {
    matches: hasCode('CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'),
    toFailure: withAddress('TLS_SERVER_CERTIFICATE_EXPIRED'),
  },
  { matches: hasCode('INVALID_PURPOSE'), toFailure: withAddress('TLS_WRONG_PURPOSE') },
  {
    matches: matchesPattern(
      /^(SELF_SIGNED|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_|CERT_|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH)/,
    ),
    toFailure: toUntrustedRoot,
  },
  {
    matches: matchesPattern(/alert number 70|alert protocol version|unsupported protocol|PROTOCOL_VERSION/i),
    toFailure: withAddress('TLS_VERSION'),
  },
  {
    matches: matchesPattern(/wrong version number|packet length too long|http request|WRONG_VERSION_NUMBER/i),
    toFailure: withAddress('NOT_TLS'),
  },
  { matches: ({ code, text }) => findAlertNumber(`${code} ${text}`) !== undefined, toFailure: toTlsAlert },
  {
    matches: matchesPattern(/^HPE_/),
    toFailure: ({ endpoint: { address }, error }) => notHttpFailure(address, error),
  },
  {
    matches: hasCode('ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'),
    toFailure: toConnectionClosed,
  },
  { matches: matchesPattern(/^(EPROTO|ERR_SSL_|ERR_OSSL_)/), toFailure: toHandshakeFailed },
]
