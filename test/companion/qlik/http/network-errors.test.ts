import { createSecureContext } from 'node:tls'
import { expect, it } from 'vitest'
import { failure } from '#protocol/errors'
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

// What a test cannot make a server of this machine do; the rest is met in network-codes.process.test.ts.
it.each([
  ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN qlik', 'HOST_NOT_FOUND'],
  ['EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.1:4243', 'CONNECTION_REFUSED'],
  ['ENETUNREACH', 'connect ENETUNREACH', 'CONNECTION_REFUSED'],
  ['ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:4243', 'TIMEOUT'],
  ['EPIPE', 'write EPIPE', 'CONNECTION_CLOSED'],
  ['CERT_NOT_YET_VALID', 'certificate is not yet valid', 'TLS_SERVER_CERTIFICATE_EXPIRED'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate', 'TLS_UNTRUSTED_ROOT'],
  ['CERT_SIGNATURE_FAILURE', 'certificate signature failure', 'TLS_UNTRUSTED_ROOT'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'alert number 116', 'TLS_CLIENT_CERTIFICATE_REJECTED'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'unsupported protocol', 'TLS_VERSION'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version number', 'NOT_TLS'],
  [
    'ERR_SSL_DH_KEY_TOO_SMALL',
    'error:0A00018A:SSL routines:tls_process_ske_dhe:dh key too small',
    'TLS_HANDSHAKE_FAILED',
  ],
  ['EMFILE', 'too many open files', 'INTERNAL'],
])('tells %s (%s) as %s', (code, message, expected) => {
  expect(toNetworkFinding(createError(code, message), endpoint, elapsed, progress).code).toBe(expected)
})

it('says over what TLS failed', () => {
  const error = createError(
    'ERR_SSL_X',
    'error:0A00018A:SSL routines:tls_process_ske_dhe:dh key too small:../deps/x.c:2:',
  )
  expect(toNetworkFinding(error, endpoint, elapsed, progress).message).toBe(
    'The TLS handshake with qlik:4243 failed: dh key too small.',
  )
})

it('takes our own deadline for the cause, whatever the error looks like', () => {
  const told = toNetworkFinding(
    createError('ECONNRESET'),
    endpoint,
    { ...elapsed, isDeadlineExceeded: true },
    createProgress(),
  )
  expect(told.message).toBe('qlik:4243 did not respond within 30 seconds.')
  expect(told.finding.remedy).toContain('firewall')
})

it('does not send anybody to the firewall when the connection was made', () => {
  const told = toNetworkFinding(
    createError('ABORT_ERR'),
    endpoint,
    { ...elapsed, isDeadlineExceeded: true },
    progress,
  )
  expect(told.message).toBe('qlik:4243 accepted the connection but did not respond within 30 seconds.')
  expect(told.finding.remedy).toContain('hangs')
  expect(told.finding.remedy).not.toMatch(/firewall|VPN/)
})

it('says after how long the operating system gave up', () => {
  const told = toNetworkFinding(createError('ETIMEDOUT'), endpoint, elapsed, progress)
  expect(told.message).toBe('qlik:4243 did not respond within 21 seconds.')
})

it('names what the certificate is for when it has no alternative names', () => {
  const error = createError('ERR_TLS_CERT_ALTNAME_INVALID', '', { cert: { subject: { CN: 'QlikClient' } } })
  expect(toNetworkFinding(error, { ...endpoint, serverName: 'QLIK01' }, elapsed, progress).message).toBe(
    'The certificate of qlik:4243 is for QlikClient, not for QLIK01.',
  )
})

it('leaves a finding as it is', () => {
  const finding = failure('CANCELLED', {})
  expect(toNetworkFinding(finding, endpoint, elapsed, progress)).toBe(finding)
})
