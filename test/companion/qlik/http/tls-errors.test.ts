import { readFileSync } from 'node:fs'
import { createServer as createPlainServer, type Server, type Socket, connect as tcpConnect } from 'node:net'
import { join } from 'node:path'
import { createServer, type SecureVersion, type TLSSocket, type TlsOptions } from 'node:tls'
import { expect, it, vi } from 'vitest'
import { loadCredential } from '../../../../companion/credentials/load.ts'
import type { Endpoint } from '../../../../companion/qlik/http/endpoint.ts'
import { createQpsSender } from '../../../../companion/qlik/qps/send.ts'
import { parseAddress } from '../../../../companion/util/address.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { listenOnFreePort, rawServerName } from '../../../support/raw-server.ts'
import { credentialFrom } from '../../../support/site-config.ts'

/** Creates a server that ends connections in some way. It presents the site's client certificate. */
type MakeServer = (qlik: QlikSenseDouble, version: SecureVersion) => Promise<Server> | Server

const readPem = (folder: string, file: string) => readFileSync(join(folder, file))
const bothVersions: SecureVersion[] = ['TLSv1.2', 'TLSv1.3']

const serveTls =
  (options: TlsOptions, listener: (socket: TLSSocket) => void = () => {}): MakeServer =>
  ({ certificates: { folder } }, version) => {
    const server = createServer(
      {
        cert: readPem(folder, 'client.pem'),
        key: readPem(folder, 'client_key.pem'),
        minVersion: version,
        maxVersion: version,
        ...options,
      },
      socket => listener(socket.on('error', () => {})),
    )
    return server.on('tlsClientError', () => {})
  }

const requestCertificate = { requestCert: true, rejectUnauthorized: false }

/** Trusts only the root of another site. */
const requireCertificate: MakeServer = async (qlik, version) => {
  const ca = readPem(await qlik.writeCertificates('foreign'), 'root.pem')
  return serveTls({ requestCert: true, rejectUnauthorized: true, ca })(qlik, version)
}

/** Acts in front of a server when the client certificate arrives, in the client's second flight. */
const endAtCertificate =
  (act: (socket: Socket) => void): MakeServer =>
  async (qlik, version) => {
    const behind = await serveTls(requestCertificate)(qlik, version)
    await new Promise<void>(resolve => behind.listen(0, '127.0.0.1', resolve))
    const address = behind.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const front = createPlainServer(client => {
      const server = tcpConnect(port, '127.0.0.1').on('error', () => {})
      server.on('data', data => client.write(data))
      client.on('error', () => {}).on('close', () => server.destroy())
      client.once('data', hello => {
        server.write(hello)
        client.once('data', () => act(client))
      })
    })
    return front.on('close', () => behind.close())
  }

const endAtHello =
  (act: (socket: Socket) => void): MakeServer =>
  () =>
    createPlainServer(socket => socket.on('error', () => {}).once('data', () => act(socket)))

const sendAlert = (number: number) => (socket: Socket) => {
  socket.end(Buffer.from([21, 3, 3, 0, 2, 2, number])) // a fatal alert, RFC 8446 §6
}
const destroy = (socket: Socket) => {
  socket.destroy()
}
const reset = (socket: Socket) => {
  socket.resetAndDestroy()
}
const end = (socket: Socket) => {
  socket.end()
}

/** Ends the first connection in one way and all others in another. */
const firstDifferent = (first: (socket: Socket) => void, then: (socket: Socket) => void) => {
  let connections = 0
  return (socket: Socket) => {
    connections += 1
    return connections === 1 ? first(socket) : then(socket)
  }
}

interface TlsFailureCase {
  does: string
  server: MakeServer
  versions?: SecureVersion[]
  code: string
  details: Record<string, unknown>
}

const certificateRejected = (details: object) => ({
  code: 'TLS_CLIENT_CERTIFICATE_REJECTED',
  details: { ...details },
})
const handshakeFailed = (details: object) => ({ code: 'TLS_HANDSHAKE_FAILED', details: { ...details } })
const connectionClosed = (when: string) => ({ code: 'CONNECTION_CLOSED', details: { when } })

/** How servers end connections and the expected finding, measured with Node's servers and proxies. */
const failureCases: TlsFailureCase[] = [
  {
    does: 'rejects a certificate by closing and requires one',
    server: requireCertificate,
    ...certificateRejected({ seen: 'demandedOne' }),
  },
  {
    does: 'rejects a certificate by closing and accepts none',
    server: serveTls(requestCertificate, socket => {
      if (socket.getPeerX509Certificate() !== undefined) socket.destroy()
    }),
    ...certificateRejected({ seen: 'closedOnlyWithIt' }),
  },
  {
    does: 'closes every connection',
    server: serveTls(requestCertificate, destroy),
    ...connectionClosed('always'),
  },
  { does: 'ends every connection', server: serveTls(requestCertificate, end), ...connectionClosed('always') },
  {
    does: 'closes every connection without requesting a certificate',
    server: serveTls({}, destroy),
    ...connectionClosed('always'),
  },
  {
    does: 'closes on the request',
    server: serveTls(requestCertificate, socket => socket.once('data', () => socket.destroy())),
    ...connectionClosed('onRequest'),
  },
  {
    does: 'closes in its response',
    server: serveTls(requestCertificate, socket =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{')),
    ),
    ...connectionClosed('inAnswer'),
  },
  // A client without a certificate also sends a second flight, so the server always closes.
  { does: 'closes at the certificate', server: endAtCertificate(destroy), ...connectionClosed('always') },
  { does: 'resets at the certificate', server: endAtCertificate(reset), ...connectionClosed('always') },
  // A reset may overtake the alert. The probe then sees it.
  {
    does: 'resets at the certificate and later sends an alert about it',
    server: endAtCertificate(firstDifferent(reset, sendAlert(48))),
    versions: ['TLSv1.2'],
    ...certificateRejected({}),
  },
  {
    does: 'closes at the certificate and later sends an unrelated alert',
    server: endAtCertificate(firstDifferent(destroy, sendAlert(80))),
    versions: ['TLSv1.2'],
    ...connectionClosed('inHandshake'),
  },
  ...[40, 42, 43, 44, 45, 46, 48, 49].map(number => ({
    does: `sends alert ${number} at the certificate`,
    server: endAtCertificate(sendAlert(number)),
    versions: ['TLSv1.2' as const],
    ...certificateRejected({ alert: number }),
  })),
  ...[71, 80].map(number => ({
    does: `sends alert ${number} at the certificate`,
    server: endAtCertificate(sendAlert(number)),
    versions: ['TLSv1.2' as const],
    ...handshakeFailed({ alert: number }),
  })),
  {
    does: 'shares no cipher',
    server: serveTls({ ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' }),
    versions: ['TLSv1.2'],
    ...handshakeFailed({ alert: 40, reason: 'handshake failure, TLS alert 40' }),
  },
  ...[40, 80, 112].map(number => ({
    does: `sends alert ${number} at the hello`,
    server: endAtHello(sendAlert(number)),
    ...handshakeFailed({ alert: number }),
  })),
  {
    does: 'sends alert 70 at the hello',
    server: endAtHello(sendAlert(70)),
    code: 'TLS_VERSION',
    details: {},
  },
  { does: 'closes at the hello', server: endAtHello(destroy), ...connectionClosed('beforeTls') },
  { does: 'resets at the hello', server: endAtHello(reset), ...connectionClosed('beforeTls') },
  { does: 'closes at once', server: () => createPlainServer(destroy), ...connectionClosed('beforeTls') },
  { does: 'resets at once', server: () => createPlainServer(reset), ...connectionClosed('beforeTls') },
]

const cases = failureCases.flatMap(({ versions = bothVersions, ...ending }) =>
  versions.map(version => ({ version, ...ending })),
)

// Tests create keys, and every case has up to four handshakes.
vi.setConfig({ testTimeout: 20_000 })

const requestOptions = { signal: new AbortController().signal }
const post = { method: 'POST', path: '/qps/session', body: '{}' } as const

async function createEndpoint(address: string, folder: string): Promise<Endpoint> {
  const credential = await loadCredential(credentialFrom(folder))
  return { ...parseAddress(address), address, serverName: rawServerName, ...credential }
}

it.each(cases)('a server ($version) that $does causes $code $details', async ending => {
  await using qlik = await QlikSenseDouble.start()
  await using server = await listenOnFreePort(await ending.server(qlik, ending.version))
  const endpoint = await createEndpoint(server.address, qlik.certificates.folder)
  const { code, details } = ending
  await expect(createQpsSender(endpoint)(post, { prefix: '' }, requestOptions)).rejects.toMatchObject({
    finding: { code, details },
  })
})

it.each(bothVersions)(
  'a server (%s) that receives no certificate causes TLS_CLIENT_CERTIFICATE_REJECTED',
  async version => {
    await using qlik = await QlikSenseDouble.start()
    await using server = await listenOnFreePort(await requireCertificate(qlik, version))
    const endpoint = await createEndpoint(server.address, qlik.certificates.folder)
    const endpointWithoutCertificate = {
      ...endpoint,
      secureContext: endpoint.createContextWithoutCertificate?.() ?? endpoint.secureContext,
      fingerprint: version,
    }
    await expect(
      createQpsSender(endpointWithoutCertificate)(post, { prefix: '' }, requestOptions),
    ).rejects.toMatchObject({
      finding: {
        code: 'TLS_CLIENT_CERTIFICATE_REJECTED',
        details: { alert: version === 'TLSv1.3' ? 116 : 40 },
      },
    })
  },
)

it('a probe ends at the deadline and the first failure is reported', async () => {
  await using qlik = await QlikSenseDouble.start()
  const closing = await serveTls(requestCertificate, socket => socket.once('data', () => socket.destroy()))(
    qlik,
    'TLSv1.3',
  )
  let connections = 0
  const silentLater = createPlainServer(socket => {
    connections += 1
    if (connections === 1) closing.emit('connection', socket)
  })
  await using server = await listenOnFreePort(silentLater)
  const endpoint = await createEndpoint(server.address, qlik.certificates.folder)
  await expect(
    createQpsSender(endpoint)(post, { prefix: '' }, { ...requestOptions, timeoutMs: 2_000 }),
  ).rejects.toMatchObject({
    finding: { code: 'CONNECTION_CLOSED', details: { when: 'afterHandshake' } },
  })
  expect(connections).toBe(3)
})

it('a probe ends with CANCELLED if the request is cancelled', async () => {
  await using qlik = await QlikSenseDouble.start()
  const controller = new AbortController()
  let connections = 0
  const closing = await serveTls(requestCertificate, socket => {
    connections += 1
    if (connections > 1) controller.abort()
    socket.once('data', () => socket.destroy())
  })(qlik, 'TLSv1.3')
  await using server = await listenOnFreePort(closing)
  const endpoint = await createEndpoint(server.address, qlik.certificates.folder)
  const pending = createQpsSender(endpoint)(post, { prefix: '' }, { signal: controller.signal })
  await expect(pending).rejects.toMatchObject({ finding: { code: 'CANCELLED' } })
})

it('no probe connects if probeOnClose is false', async () => {
  await using qlik = await QlikSenseDouble.start()
  let connections = 0
  const closing = await serveTls(requestCertificate, socket => {
    connections += 1
    socket.destroy()
  })(qlik, 'TLSv1.3')
  await using server = await listenOnFreePort(closing)
  const endpoint = await createEndpoint(server.address, qlik.certificates.folder)
  const pending = createQpsSender(endpoint)(post, { prefix: '' }, { ...requestOptions, probeOnClose: false })
  await expect(pending).rejects.toMatchObject({ finding: { details: { when: 'afterHandshake' } } })
  expect(connections).toBe(1)
})
