import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Server, Socket } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls'
import type { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'

/** The name in the certificate of a raw server. */
export const rawServerName = 'QlikClient'

/**
 * Starts a server with responses that the double never sends. It uses the site's client
 * certificate, which the site's root has signed, so that only its name is unusual.
 */
export async function startRawServer(
  qlik: QlikSenseDouble,
  listener: RequestListener,
): Promise<AsyncDisposable & { address: string }> {
  return listenOnFreePort(createServer(readServerCertificate(qlik), listener))
}

/** Starts a server like {@link startRawServer} that writes bytes of its own instead of HTTP. */
export async function startRawTlsServer(
  qlik: QlikSenseDouble,
  onRequest: (socket: TLSSocket) => void,
  options: TlsOptions = {},
): Promise<AsyncDisposable & { address: string }> {
  return listenOnFreePort(
    createTlsServer({ ...readServerCertificate(qlik), ...options }, socket => {
      // A client may hang up in the middle of a response.
      socket.on('error', () => {}).on('data', () => onRequest(socket))
    }),
  )
}

function readServerCertificate(qlik: QlikSenseDouble) {
  const read = (file: string) => readFileSync(join(qlik.certificates.folder, file))
  return { cert: read('client.pem'), key: read('client_key.pem') }
}

/** Listens on a free port of the loopback interface. */
export async function listenOnFreePort(server: Server): Promise<AsyncDisposable & { address: string }> {
  const sockets = new Set<Socket>()
  server.on('connection', socket => sockets.add(socket))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // A TCP server never has a pipe name as its address.
  const { port } = server.address() as AddressInfo
  return {
    address: `localhost:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>(resolve => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
