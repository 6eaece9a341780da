import { expect, it } from 'vitest'
import { toCurlFinding } from '../../../../../companion/qlik/transports/curl/errors.ts'
import { fakeEndpoint } from '../../../../support/fake-endpoint.ts'

/**
 * Messages of OpenSSL from curl 7.88 on Debian, and of Schannel from curl's sources and bug
 * reports.
 */
it.each([
  [6, 'Could not resolve host: qlik.acme.com', 'HOST_NOT_FOUND'],
  [7, 'Failed to connect to qlik.acme.com port 4243', 'CONNECTION_REFUSED'],
  [28, 'Failed to connect: Connection timed out', 'TIMEOUT'],
  [52, 'Empty reply from server', 'CONNECTION_CLOSED'],
  [18, 'transfer closed with outstanding read data remaining', 'CONNECTION_CLOSED'],
  [35, 'OpenSSL SSL_connect: Connection reset by peer', 'CONNECTION_CLOSED'],
  [35, 'error:0A00010B:SSL routines::wrong version number', 'NOT_TLS'],
  [35, 'schannel: next InitializeSecurityContext failed: SEC_E_INVALID_TOKEN (0x80090308)', 'NOT_TLS'],
  [35, 'error:0A00042E:SSL routines::tlsv1 alert protocol version', 'TLS_VERSION'],
  [
    35,
    'schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325)',
    'TLS_UNTRUSTED_ROOT',
  ],
  [60, 'schannel: CertGetCertificateChain trust error CERT_TRUST_IS_UNTRUSTED_ROOT', 'TLS_UNTRUSTED_ROOT'],
  [60, 'SSL certificate problem: self-signed certificate in certificate chain', 'TLS_UNTRUSTED_ROOT'],
  [60, 'SSL certificate problem: certificate has expired', 'TLS_SERVER_CERTIFICATE_EXPIRED'],
  [60, 'SSL certificate problem: unsuitable certificate purpose', 'TLS_WRONG_PURPOSE'],
  [60, "SSL: no alternative certificate subject name matches target host name 'x'", 'TLS_NAME_MISMATCH'],
  [35, 'schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322)', 'TLS_NAME_MISMATCH'],
  [56, 'OpenSSL SSL_read: tlsv13 alert certificate required, errno 0', 'TLS_CLIENT_CERTIFICATE_REJECTED'],
  [
    35,
    'OpenSSL: error:0A000415:SSL routines::sslv3 alert certificate expired',
    'TLS_CLIENT_CERTIFICATE_REJECTED',
  ],
  [35, 'error:0A000438:SSL routines::tlsv1 alert internal error', 'TLS_HANDSHAKE_FAILED'],
  [35, 'error:0A000458:SSL routines::tlsv1 unrecognized name', 'TLS_HANDSHAKE_FAILED'],
  [35, 'schannel: next InitializeSecurityContext failed: SEC_E_ILLEGAL_MESSAGE', 'TLS_HANDSHAKE_FAILED'],
  [
    35,
    'schannel: next InitializeSecurityContext failed: SEC_E_CERT_UNKNOWN (0x80090327)',
    'TLS_CLIENT_CERTIFICATE_REJECTED',
  ],
  [35, 'schannel: AcquireCredentialsHandle failed: SEC_E_NO_CREDENTIALS (0x8009030E)', 'KEY_MISSING'],
  [58, 'schannel: Failed to get certificate from file or store', 'CREDENTIAL_FILE_MISSING'],
  [77, 'error setting certificate verify locations', 'CREDENTIAL_NOT_PEM'],
  [56, 'Too large response headers: 307200 > 307200', 'UNEXPECTED_RESPONSE'],
  [1, 'Received HTTP/0.9 when not allowed', 'UNEXPECTED_RESPONSE'],
  [2, 'Failed initialization', 'INTERNAL'],
])('curl exit code %i with "%s" is reported as %s', (exit, message, code) => {
  const stderr = `* Trying\n> DELETE /qps/session/secret-id HTTP/1.1\ncurl: (${exit}) ${message}\n`
  const trust = { cert: 'CurrentUser\\MY\\AB' }
  const { finding } = toCurlFinding({
    code: exit,
    stderr,
    endpoint: fakeEndpoint,
    certificates: trust,
    elapsedMs: 10,
  })
  expect(finding.code).toBe(code)
  expect(JSON.stringify(finding)).not.toContain('secret-id')
})

it.each([
  ['* Trying 10.0.0.1', 'beforeTls'],
  ['* TLSv1.3 (IN), TLS handshake, Server hello (2):', 'inHandshake'],
  ['* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384', 'afterHandshake'],
  ['> POST /qps/session HTTP/1.1', 'afterHandshake'],
  ['< HTTP/1.1 200 OK', 'inAnswer'],
])('curl output "%s" means a connection closed %s', (last, when) => {
  const stderr = `${last}\ncurl: (56) Recv failure: Connection reset by peer\n`
  const { finding } = toCurlFinding({
    code: 56,
    stderr,
    endpoint: fakeEndpoint,
    certificates: {},
    elapsedMs: 10,
  })
  expect(finding).toMatchObject({ code: 'CONNECTION_CLOSED', details: { when } })
})

it.each([
  ['* Connected to qlik.acme.com', 'TLS_HANDSHAKE_FAILED'],
  ['* TLSv1.2 (IN), TLS handshake, Server hello (2):', 'TLS_CLIENT_CERTIFICATE_REJECTED'],
])('alert 40 after "%s" is reported as %s', (last, code) => {
  const stderr = `${last}\ncurl: (35) sslv3 alert handshake failure\n`
  const { finding } = toCurlFinding({
    code: 35,
    stderr,
    endpoint: fakeEndpoint,
    certificates: {},
    elapsedMs: 10,
  })
  expect(finding).toMatchObject({ code, details: { alert: 40 } })
})

it('a timeout of curl includes its duration', () => {
  const stderr = 'curl: (28) Failed to connect: Connection timed out\n'
  const { finding } = toCurlFinding({
    code: 28,
    stderr,
    endpoint: fakeEndpoint,
    certificates: {},
    elapsedMs: 21_040,
  })
  expect(finding).toMatchObject({ code: 'TIMEOUT', details: { afterMs: 21_000 } })
})
