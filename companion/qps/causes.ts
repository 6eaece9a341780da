import type { HubpassError } from '#protocol/errors'
import { alertIn } from './tls-alerts.ts'
import { alerted, at, closed, failedTls, nameMismatch, type Trouble, timedOut, untrusted } from './trouble.ts'
import { notHttp } from './unusable.ts'

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

/** The first that fits; what OpenSSL says comes before the codes that only tell that the connection ended. */
export const causes: readonly Cause[] = [
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
  { fits: says(/^HPE_/), make: ({ door: { address }, error }) => notHttp(address, error) },
  {
    fits: code('ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'),
    make: closed,
  },
  { fits: says(/^(EPROTO|ERR_SSL_|ERR_OSSL_)/), make: failedTls },
]
