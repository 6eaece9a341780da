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
import { listenOnFreePort, rawServerName, startRawServer } from '../../../../support/raw-server.ts'

/**
 * What a site with a certificate in the Windows store does, with Debian's curl and its PEM files: only the argument that names
 * the certificate is another one.
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

it('makes and ends a session', async () => {
  await using qlik = await QlikSenseDouble.start()
  const ask = createQpsSender(await resolveCurlEndpoint(qlik))
  let reached = 0
  const onReached = () => {
    reached += 1
  }
  const answer = await ask(post, { prefix: '' }, { ...options, onSent: onReached })
  expect(answer).toMatchObject({ status: 201, headers: { 'content-type': expect.stringContaining('json') } })
  expect(reached).toBe(1)
  expect(qlik.sessions).toMatchObject([{ userId: 'Zoë "Z"' }])
  await ask({ method: 'DELETE', path: '/qps/session/an-id' }, { prefix: '' }, options)
  expect(qlik.sessions).toEqual([])
})

it('expects the name that the site says', async () => {
  await using qlik = await QlikSenseDouble.start()
  await using server = await startRawServer(qlik, (_, response) => response.end('[]'))
  const door = await resolveCurlEndpoint(qlik, server.address)
  const question = { method: 'GET', path: '/qps/session' } as const
  const named = createQpsSender({ ...door, serverName: rawServerName })
  expect(await named(question, { prefix: '' }, options)).toMatchObject({ status: 200, body: '[]' })
  await expect(createQpsSender(door)(question, { prefix: '' }, options)).rejects.toMatchObject({
    finding: { code: 'TLS_NAME_MISMATCH', details: { names: rawServerName, wanted: 'localhost' } },
  })
})

it('is stopped by a cancel and by the deadline', async () => {
  await using qlik = await QlikSenseDouble.start()
  await using server = await startRawServer(qlik, () => {})
  const ask = createQpsSender({
    ...(await resolveCurlEndpoint(qlik, server.address)),
    serverName: rawServerName,
  })
  const controller = new AbortController()
  const cancelled = ask(post, { prefix: '' }, { signal: controller.signal, onSent: () => controller.abort() })
  await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' })
  const late = ask(post, { prefix: '' }, { ...options, timeoutMs: 300 })
  await expect(late).rejects.toMatchObject({ finding: { code: 'TIMEOUT', details: { afterMs: 300 } } })
})

it('refuses an answer that is too long', async () => {
  await using qlik = await QlikSenseDouble.start()
  await using server = await startRawServer(qlik, (_, response) => response.end('x'.repeat(3_000_000)))
  const ask = createQpsSender({
    ...(await resolveCurlEndpoint(qlik, server.address)),
    serverName: rawServerName,
  })
  await expect(ask(post, { prefix: '' }, options)).rejects.toMatchObject({ code: 'UNEXPECTED_RESPONSE' })
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
])('says of the fault %s: %s', async (fault, code) => {
  await using qlik = await QlikSenseDouble.start()
  await qlik.fault(fault)
  const ask = createQpsSender(await resolveCurlEndpoint(qlik))
  await expect(ask(post, { prefix: '' }, options)).rejects.toMatchObject({ code })
})

it('does not take what is not HTTP for an answer', async () => {
  await using qlik = await QlikSenseDouble.start()
  const { folder } = qlik.certificates
  const [cert, key] = await Promise.all(
    ['client.pem', 'client_key.pem'].map(file => readFile(join(folder, file))),
  )
  await using server = await listenOnFreePort(
    createServer({ cert, key }, socket => socket.end('SSH-2.0-OpenSSH\r\n')),
  )
  const ask = createQpsSender({
    ...(await resolveCurlEndpoint(qlik, server.address)),
    serverName: rawServerName,
  })
  await expect(ask(post, { prefix: '' }, options)).rejects.toMatchObject({ code: 'UNEXPECTED_RESPONSE' })
})

it('finds what curl needs missing', async () => {
  await using qlik = await QlikSenseDouble.start()
  const door = await resolveCurlEndpoint(qlik)
  const { folder } = qlik.certificates
  await writeFile(
    join(folder, 'root.pem'),
    await readFile(join(await qlik.writeCertificates('foreign'), 'root.pem')),
  )
  await expect(createQpsSender(door)(post, { prefix: '' }, options)).rejects.toMatchObject({
    code: 'TLS_UNTRUSTED_ROOT',
  })
  await rm(join(folder, 'client.pem'))
  await expect(createQpsSender(door)(post, { prefix: '' }, options)).rejects.toMatchObject({
    finding: { code: 'CREDENTIAL_FILE_MISSING', details: { path: join(folder, 'client.pem') } },
  })
})
