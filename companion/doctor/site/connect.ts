import type { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { failure } from '#protocol/errors'
import { connectTls } from '../../qlik/http/connection.ts'
import { createProgress, trackSocket } from '../../qlik/http/connection-progress.ts'
import type { Endpoint } from '../../qlik/http/endpoint.ts'
import { toNetworkFinding } from '../../qlik/http/network-errors.ts'
import { createContext } from '../../qlik/http/secure-context.ts'
import { abortable } from '../../util/abort.ts'
import { parseAddress } from '../../util/address.ts'

const [{ lookup }, { connect: connectTcp }, nodeCrypto] = await Promise.all([
  import('node:dns/promises'),
  import('node:net'),
  import('node:crypto'),
])

/** A connection within a site takes milliseconds; a filtered port never answers. */
const connectTimeoutMs = 10_000

/** Returns an endpoint without a client certificate. It trusts Node's authorities by default. */
export const unverifiedEndpoint = (address: string, secureContext = createContext()): Endpoint => ({
  ...parseAddress(address),
  address,
  secureContext,
  fingerprint: '',
})

/** Returns the addresses of a host. Throws the resolver's error. */
export async function resolveAddresses(host: string, signal: AbortSignal): Promise<string[]> {
  const found = await abortable(lookup(host, { all: true }), signal)
  return [...new Set(found.map(({ address }) => address))]
}

/** Opens a TCP connection and closes it. Throws the codes of the group network, CANCELLED. */
export const tryTcp = (endpoint: Endpoint, signal: AbortSignal): Promise<void> =>
  tryConnection(
    connectTcp({ host: endpoint.host, port: endpoint.port }),
    'connect',
    () => {},
    endpoint,
    signal,
  )

export interface TlsHandshake {
  /** `TLSv1.3` */
  protocol: string
  /** The names in the server's certificate. */
  names: string
  /** ISO 8601. */
  validTo: string
}

/**
 * Makes a full TLS handshake and closes the connection. Shows the certificate of the server even if it
 * is not accepted. Throws the codes of the group network, CANCELLED.
 */
export function tryTls(
  endpoint: Endpoint,
  signal: AbortSignal,
  onCertificate?: (certificate: X509Certificate) => void,
): Promise<TlsHandshake> {
  const socket = connectTls(endpoint)
  // Node verifies the certificate in its own listener, and then ends the connection. Node 20 would not
  // find its names any more after getPeerX509Certificate().
  if (onCertificate !== undefined)
    socket.prependListener('secure', () =>
      onCertificate(new nodeCrypto.X509Certificate(socket.getPeerCertificate().raw)),
    )
  return tryConnection(socket, 'secureConnect', readHandshake, endpoint, signal)
}

function readHandshake(socket: TLSSocket): TlsHandshake {
  const certificate = socket.getPeerX509Certificate()
  const names = certificate?.subjectAltName ?? certificate?.subject ?? ''
  return {
    protocol: socket.getProtocol() ?? 'TLS',
    names: names.replaceAll(/(DNS|IP Address):|^CN=/g, ''),
    validTo: certificate === undefined ? '' : new Date(certificate.validTo).toISOString(),
  }
}

async function tryConnection<S extends Socket, T>(
  socket: S,
  event: 'connect' | 'secureConnect',
  inspect: (socket: S) => T,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<T> {
  const startedAt = performance.now()
  const deadline = AbortSignal.timeout(connectTimeoutMs)
  const progress = trackSocket(socket, createProgress())
  try {
    await once(socket, event, { signal: AbortSignal.any([signal, deadline]) })
    return inspect(socket)
  } catch (error) {
    if (signal.aborted) throw failure('CANCELLED', {}, error)
    const elapsedMs = performance.now() - startedAt
    const elapsed = { isDeadlineExceeded: deadline.aborted, limitMs: connectTimeoutMs, elapsedMs }
    throw toNetworkFinding(error, endpoint, elapsed, progress)
  } finally {
    // An error after the handshake must not end the process.
    socket.on('error', () => {}).destroy()
  }
}
