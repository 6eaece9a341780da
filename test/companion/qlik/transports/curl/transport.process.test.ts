import { X509Certificate } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { expect, it } from 'vitest'
import { readWindowsStore } from '../../../../../companion/credentials/sources/windows-store.ts'
import type { Endpoint } from '../../../../../companion/qlik/http/endpoint.ts'
import { createQpsSender } from '../../../../../companion/qlik/qps/send.ts'
import { parseAddress } from '../../../../../companion/util/address.ts'
import { QlikSenseDouble } from '../../../../doubles/qlik-sense/double.ts'
import type { FaultName } from '../../../../doubles/qlik-sense/faults.ts'
import { fakeEndpoint } from '../../../../support/fake-endpoint.ts'
import {
  listenOnFreePort,
  rawServerName,
  startRawServer,
  startRawTlsServer,
} from '../../../../support/raw-server.ts'

/**
 * Tests the transport for the Windows store with PEM files and the installed curl. Only the option for
 * the certificate differs.
 */
async function resolveCurlEndpoint(
  qlik: QlikSenseDouble,
  address = new URL(qlik.qps).host,
): Promise<Endpoint> {
  const { folder } = qlik.certificates
  const certificate = new X509Certificate(await readFile(join(folder, 'client.pem')))
  const thumbprint = certificate.fingerprint.replaceAll(':', '')
  const { open } = await readWindowsStore(
    { kind: 'windows-store', store: 'CurrentUser', thumbprint, root: join(folder, 'root.pem') },
    {
      listCertificates: async () => [{ store: 'CurrentUser', hasKey: true, certificate }],
      curl: 'curl',
      toCurlCertificates: () => ({ cert: join(folder, 'client.pem'), key: join(folder, 'client_key.pem') }),
    },
  )
  const { transport } = await open()
  return { ...fakeEndpoint, ...parseAddress(address), address, transport }
}

const options = { signal: new AbortController().signal }
const body = JSON.stringify({ UserDirectory: 'D', UserId: 'Zoë "Z"', Attributes: [], SessionId: 'an-id' })
const post = { method: 'POST', path: '/qps/session', body } as const

it('the curl transport creates and ends a session', async () => {
  await using qlik = await QlikSenseDouble.start()
  const send = createQpsSender(await resolveCurlEndpoint(qlik))
  let sentCount = 0
  const onSent = () => {
    sentCount += 1
  }
  const answer = await send(post, { prefix: '' }, { ...options, onSent })
  expect(answer).toMatchObject({ status: 201, headers: { 'content-type': expect.stringContaining('json') } })
  expect(sentCount).toBe(1)
  expect(qlik.sessions).toMatchObject([{ userId: 'Zoë "Z"' }])
  await send({ method: 'DELETE', path: '/qps/session/an-id' }, { prefix: '' }, options)
  expect(qlik.sessions).toEqual([])
})

it('the curl transport accepts a certificate for the configured server name', async () => {
  await using qlik = await QlikSenseDouble.start()
  await using server = await startRawServer(qlik, (_, response) => response.end('[]'))
  const endpoint = await resolveCurlEndpoint(qlik, server.address)
  const request = { method: 'GET', path: '/qps/session' } as const
  const sendByName = createQpsSender({ ...endpoint, serverName: rawServerName })
  expect(await sendByName(request, { prefix: '' }, options)).toMatchObject({ status: 200, body: '[]' })
  await expect(createQpsSender(endpoint)(request, { prefix: '' }, options)).rejects.toMatchObject({
    finding: { code: 'TLS_NAME_MISMATCH', details: { names: rawServerName, wanted: 'localhost' } },
  })
})

it('the curl transport ends at a cancel and at the deadline', async () => {
  await using qlik = await QlikSenseDouble.start()
  await using server = await startRawServer(qlik, () => {})
  const send = createQpsSender({
    ...(await resolveCurlEndpoint(qlik, server.address)),
    serverName: rawServerName,
  })
  const controller = new AbortController()
  const cancelled = send(
    post,
    { prefix: '' },
    { signal: controller.signal, onSent: () => controller.abort() },
  )
  await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' })
  const timedOut = send(post, { prefix: '' }, { ...options, timeoutMs: 300 })
  await expect(timedOut).rejects.toMatchObject({ finding: { code: 'TIMEOUT', details: { afterMs: 300 } } })
})

it('the curl transport rejects endless informational responses', async () => {
  await using qlik = await QlikSenseDouble.start()
  const flood = 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(300_000)
  await using server = await startRawTlsServer(qlik, socket => void socket.write(flood))
  const send = createQpsSender({
    ...(await resolveCurlEndpoint(qlik, server.address)),
    serverName: rawServerName,
  })
  await expect(send(post, { prefix: '' }, options)).rejects.toMatchObject({ code: 'UNEXPECTED_RESPONSE' })
})

it('the curl transport rejects a response that is too long', async () => {
  await using qlik = await QlikSenseDouble.start()
  await using server = await startRawServer(qlik, (_, response) => response.end('x'.repeat(3_000_000)))
  const send = createQpsSender({
    ...(await resolveCurlEndpoint(qlik, server.address)),
    serverName: rawServerName,
  })
  await expect(send(post, { prefix: '' }, options)).rejects.toMatchObject({ code: 'UNEXPECTED_RESPONSE' })
})

it.each<[FaultName, string]>([
  ['cut', 'CONNECTION_CLOSED'],
  ['refused', 'CONNECTION_REFUSED'],
  ['hangUp', 'CONNECTION_CLOSED'],
  ['tls11', 'TLS_VERSION'],
  ['serverCertificateExpired', 'TLS_SERVER_CERTIFICATE_EXPIRED'],
  ['serverCertificateOfOtherName', 'TLS_NAME_MISMATCH'],
  ['serverCertificateOfWrongPurpose', 'TLS_WRONG_PURPOSE'],
  ['serverCertificateOfOtherSite', 'TLS_UNTRUSTED_ROOT'],
])('the curl transport reports the fault %s as %s', async (fault, code) => {
  await using qlik = await QlikSenseDouble.start()
  await qlik.fault(fault)
  const send = createQpsSender(await resolveCurlEndpoint(qlik))
  await expect(send(post, { prefix: '' }, options)).rejects.toMatchObject({ code })
})

it('the curl transport rejects a response that is not HTTP', async () => {
  await using qlik = await QlikSenseDouble.start()
  const { folder } = qlik.certificates
  const [cert, key] = await Promise.all(
    ['client.pem', 'client_key.pem'].map(file => readFile(join(folder, file))),
  )
  await using server = await listenOnFreePort(
    createServer({ cert, key }, socket => socket.end('SSH-2.0-OpenSSH\r\n')),
  )
  const send = createQpsSender({
    ...(await resolveCurlEndpoint(qlik, server.address)),
    serverName: rawServerName,
  })
  await expect(send(post, { prefix: '' }, options)).rejects.toMatchObject({ code: 'UNEXPECTED_RESPONSE' })
})

it('the curl transport reports an untrusted root and a missing certificate', async () => {
  await using qlik = await QlikSenseDouble.start()
  const endpoint = await resolveCurlEndpoint(qlik)
  const { folder } = qlik.certificates
  await writeFile(
    join(folder, 'root.pem'),
    await readFile(join(await qlik.writeCertificates('foreign'), 'root.pem')),
  )
  await expect(createQpsSender(endpoint)(post, { prefix: '' }, options)).rejects.toMatchObject({
    code: 'TLS_UNTRUSTED_ROOT',
  })
  await rm(join(folder, 'client.pem'))
  await expect(createQpsSender(endpoint)(post, { prefix: '' }, options)).rejects.toMatchObject({
    finding: { code: 'CREDENTIAL_FILE_MISSING', details: { path: join(folder, 'client.pem') } },
  })
})
