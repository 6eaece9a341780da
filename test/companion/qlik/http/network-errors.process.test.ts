import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { qlikTimeoutMs } from '#protocol/constants'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import type { FaultName } from '../../../doubles/qlik-sense/faults.ts'
import { expectNoSession, runFailingLogin } from '../../../support/failing-login.ts'
import { listenOnFreePort } from '../../../support/raw-server.ts'
import { runForResult } from '../../../support/run-hubpass.ts'
import { siteConfigFor, writeConfig } from '../../../support/site-config.ts'
import { createTemporaryHome } from '../../../support/temporary-home.ts'

// Further causes: test/failure-catalogue/cli-cases.ts and test/companion/qlik/http/tls-errors.test.ts.
it.each<[FaultName, string, string]>([
  ['cut', 'CONNECTION_CLOSED', 'closed the connection in the middle of its response'],
  ['tls11', 'TLS_VERSION', 'no TLS version in common'],
  ['serverCertificateExpired', 'TLS_SERVER_CERTIFICATE_EXPIRED', 'has expired or is not valid yet'],
])('login reports the fault %s as %s and leaves no session', async (fault, code, message) => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await writeConfig(home.path, siteConfigFor(qlik))
  await qlik.fault(fault, { endpoint: 'qps', times: 1 })
  const error = await runFailingLogin({ home: home.path })
  expect(error).toMatchObject({ code, exitCode: 4 })
  expect(error.message).toContain(message)
  expect(error.message).toContain(new URL(qlik.qps).host)
  expectNoSession(qlik)
})

it.each<[FaultName, string]>([
  ['serverCertificateOfOtherName', 'TLS_NAME_MISMATCH'],
  ['serverCertificateOfOtherSite', 'TLS_UNTRUSTED_ROOT'],
])('login verifies a server with %s even if NODE_TLS_REJECT_UNAUTHORIZED is 0', async (fault, code) => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start({ faults: [fault] })
  await writeConfig(home.path, siteConfigFor(qlik))
  const error = await runFailingLogin({ home: home.path, env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
  expect(error).toMatchObject({ code, exitCode: 4 })
  expect(qlik.requests).toEqual([])
  expectNoSession(qlik)
})

it('login reports TIMEOUT for a missing response and leaves no session', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await writeConfig(home.path, siteConfigFor(qlik))
  await qlik.fault('silent', { endpoint: 'qps', times: 1 })
  const error = await runFailingLogin({ home: home.path })
  expect(error).toMatchObject({ code: 'TIMEOUT', exitCode: 4, details: { afterMs: qlikTimeoutMs } })
  expect(error.message).toContain(new URL(qlik.qps).host)
  expectNoSession(qlik)
}, 60_000)

it.each<FaultName>(['tls12', 'rootSentAlong', 'leafOnlyChain'])(
  'login succeeds with a server certificate of kind %s',
  async fault => {
    await using home = await createTemporaryHome()
    await using qlik = await QlikSenseDouble.start({ faults: [fault] })
    await writeConfig(home.path, siteConfigFor(qlik))
    await runForResult({ home: home.path }, 'login', 'acme', '--user', 'DOMAIN\\User1')
  },
)

it('login accepts a certificate for the configured server name', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start({ faults: ['serverCertificateOfOtherName'] })
  await writeConfig(home.path, siteConfigFor(qlik, { tlsServerName: 'other-name.test' }))
  await runForResult({ home: home.path }, 'login', 'acme', '--user', 'DOMAIN\\User1')
})

it('login reports HOST_NOT_FOUND for a host without an address', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await writeConfig(home.path, siteConfigFor(qlik, { qps: 'no-such-host.invalid:4243' }))
  const error = await runFailingLogin({ home: home.path })
  expect(error).toMatchObject({ code: 'HOST_NOT_FOUND', exitCode: 4 })
  expect(error.message).toContain('no-such-host.invalid:4243')
})

it('login reports CONNECTION_CLOSED if the server closes before TLS', async () => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  await using server = await listenOnFreePort(createServer(socket => socket.destroy()))
  await writeConfig(home.path, siteConfigFor(qlik, { qps: server.address }))
  const error = await runFailingLogin({ home: home.path })
  expect(error).toMatchObject({ code: 'CONNECTION_CLOSED', exitCode: 4 })
  expect(error.message).toContain('before the TLS handshake began')
})

it.each([
  [40, 'TLS_HANDSHAKE_FAILED'],
  [48, 'TLS_CLIENT_CERTIFICATE_REJECTED'],
  [70, 'TLS_VERSION'],
  [112, 'TLS_HANDSHAKE_FAILED'],
])('login reports the TLS alert %i as %s', async (alert, code) => {
  await using home = await createTemporaryHome()
  await using qlik = await QlikSenseDouble.start()
  const record = Buffer.from([21, 3, 3, 0, 2, 2, alert]) // a fatal alert, RFC 8446 §6
  await using server = await listenOnFreePort(
    createServer(socket => socket.once('data', () => socket.end(record))),
  )
  await writeConfig(home.path, siteConfigFor(qlik, { qps: server.address }))
  expect(await runFailingLogin({ home: home.path })).toMatchObject({ code, exitCode: 4 })
})
