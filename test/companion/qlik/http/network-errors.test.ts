import { createSecureContext } from 'node:tls'
import { expect, it } from 'vitest'
import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { createProgress } from '../../../../companion/qlik/http/connection-progress.ts'
import { toNetworkFinding } from '../../../../companion/qlik/http/network-errors.ts'

const endpoint = {
  host: 'qlik',
  port: 4243,
  address: 'qlik:4243',
  fingerprint: '',
  secureContext: createSecureContext(),
}
const progress = { stage: 'secured', isReused: false } as const
const elapsed = { isDeadlineExceeded: false, limitMs: 30_000, elapsedMs: 21_042.7 }
const createError = (code: string, message = '', more = {}) =>
  Object.assign(new Error(message), { code, ...more })

// Causes that no local server can produce. network-errors.process.test.ts covers the others.
it.each([
  ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN qlik', 'HOST_NOT_FOUND'],
  ['EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.1:4243', 'CONNECTION_REFUSED'],
  ['ENETUNREACH', 'connect ENETUNREACH', 'CONNECTION_REFUSED'],
  ['ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:4243', 'TIMEOUT'],
  ['EPIPE', 'write EPIPE', 'CONNECTION_CLOSED'],
  ['CERT_NOT_YET_VALID', 'certificate is not yet valid', 'TLS_SERVER_CERTIFICATE_EXPIRED'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', 'TLS_UNTRUSTED_ROOT'],
  ['CERT_SIGNATURE_FAILURE', 'certificate signature failure', 'TLS_UNTRUSTED_ROOT'],
  ['UNSPECIFIED', 'CA signature digest algorithm too weak', 'TLS_CERTIFICATE_WEAK'],
  ['UNSPECIFIED', 'EE certificate key too weak', 'TLS_CERTIFICATE_WEAK'],
  ['UNSPECIFIED', 'CA certificate key too weak', 'TLS_CERTIFICATE_WEAK'],
  ['UNSPECIFIED', 'certificate issuer check error', 'TLS_UNTRUSTED_ROOT'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'alert number 116', 'TLS_CLIENT_CERTIFICATE_REJECTED'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'unsupported protocol', 'TLS_VERSION'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version number', 'NOT_TLS'],
  [
    'ERR_SSL_DH_KEY_TOO_SMALL',
    'error:0A00018A:SSL routines:tls_process_ske_dhe:dh key too small',
    'TLS_HANDSHAKE_FAILED',
  ],
  ['EMFILE', 'too many open files', 'INTERNAL'],
])('toNetworkFinding reports %s (%s) as %s', (code, message, expected) => {
  expect(toNetworkFinding(createError(code, message), endpoint, elapsed, progress).code).toBe(expected)
})

it('toNetworkFinding includes the reason of a failed handshake', () => {
  const error = createError(
    'ERR_SSL_X',
    'error:0A00018A:SSL routines:tls_process_ske_dhe:dh key too small:../deps/x.c:2:',
  )
  expect(toFinding(toNetworkFinding(error, endpoint, elapsed, progress)).message).toBe(
    'The TLS handshake with qlik:4243 failed: dh key too small.',
  )
})

it('toNetworkFinding reports TIMEOUT for any error after the deadline', () => {
  const finding = toFinding(
    toNetworkFinding(
      createError('ECONNRESET'),
      endpoint,
      { ...elapsed, isDeadlineExceeded: true },
      createProgress(),
    ),
  )
  expect(finding.message).toBe('qlik:4243 did not respond within 30 seconds.')
  expect(finding.remedy).toContain('firewall')
})

it('a timeout is marked as accepted after the connection was established', () => {
  const finding = toFinding(
    toNetworkFinding(createError('ABORT_ERR'), endpoint, { ...elapsed, isDeadlineExceeded: true }, progress),
  )
  expect(finding.message).toBe('qlik:4243 accepted the connection but did not respond within 30 seconds.')
  expect(finding.remedy).toContain('hangs')
  expect(finding.remedy).not.toMatch(/firewall|VPN/)
})

it('a timeout of the operating system includes its duration', () => {
  const finding = toFinding(toNetworkFinding(createError('ETIMEDOUT'), endpoint, elapsed, progress))
  expect(finding.message).toBe('qlik:4243 did not respond within 21 seconds.')
})

it('a name mismatch shows the common name if there are no alternative names', () => {
  const error = createError('ERR_TLS_CERT_ALTNAME_INVALID', '', { cert: { subject: { CN: 'QlikClient' } } })
  expect(
    toFinding(toNetworkFinding(error, { ...endpoint, serverName: 'QLIK01' }, elapsed, progress)).message,
  ).toBe('The certificate of qlik:4243 is for QlikClient, not for QLIK01.')
})

it('toNetworkFinding returns a HubpassError unchanged', () => {
  const finding = failure('CANCELLED', {})
  expect(toNetworkFinding(finding, endpoint, elapsed, progress)).toBe(finding)
})
