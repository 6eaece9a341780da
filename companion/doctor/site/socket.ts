import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { failure } from '#protocol/errors'
import { connectTls } from '../../qlik/http/connection.ts'
import { createProgress, trackSocket } from '../../qlik/http/connection-progress.ts'
import type { Endpoint } from '../../qlik/http/endpoint.ts'
import { toNetworkFinding } from '../../qlik/http/network-errors.ts'
import { parseAddress } from '../../util/address.ts'

const { connect: connectTcp } = await import('node:net')
const { createSecureContext } = await import('node:tls')

/** A connection within a site takes milliseconds; a port that is filtered takes for ever. */
const connectTimeoutMs = 10_000

/** A place before anybody's certificate matters; to be trusted there is whom Node trusts, unless told. */
export const unverifiedEndpoint = (address: string, secureContext = createSecureContext()): Endpoint => ({
  ...parseAddress(address),
  address,
  secureContext,
  fingerprint: '',
})

/** Opens a connection and closes it. Throws the codes of the group network, CANCELLED. */
export const tryTcp = (endpoint: Endpoint, signal: AbortSignal): Promise<void> =>
  connectAndInspect(
    'connect',
    () => connectTcp({ host: endpoint.host, port: endpoint.port }),
    endpoint,
    signal,
    () => {},
  )

export interface TlsHandshake {
  /** `TLSv1.3` */
  protocol: string
  /** Whom the server's certificate is for. */
  names: string
  /** ISO 8601. */
  validTo: string
}

/** A TLS handshake that takes up no earlier one. Throws the codes of the group network, CANCELLED. */
export const tryTls = (endpoint: Endpoint, signal: AbortSignal): Promise<TlsHandshake> =>
  connectAndInspect('secureConnect', () => connectTls(endpoint), endpoint, signal, readHandshake)

function readHandshake(socket: TLSSocket): TlsHandshake {
  const certificate = socket.getPeerX509Certificate()
  const names = certificate?.subjectAltName ?? certificate?.subject ?? ''
  return {
    protocol: socket.getProtocol() ?? 'TLS',
    names: names.replaceAll(/(DNS|IP Address):|^CN=/g, ''),
    validTo: certificate === undefined ? '' : new Date(certificate.validTo).toISOString(),
  }
}

async function connectAndInspect<S extends Socket, T>(
  event: 'connect' | 'secureConnect',
  open: () => S,
  endpoint: Endpoint,
  signal: AbortSignal,
  inspect: (socket: S) => T,
): Promise<T> {
  const startedAt = performance.now()
  const deadline = AbortSignal.timeout(connectTimeoutMs)
  const socket = open()
  const progress = trackSocket(socket, createProgress())
  const abort = () => socket.destroy(new Error('stopped'))
  const anySignal = AbortSignal.any([signal, deadline])
  anySignal.addEventListener('abort', abort)
  if (anySignal.aborted) abort()
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once(event, resolve).on('error', reject)
      socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
    })
    return inspect(socket)
  } catch (error) {
    if (signal.aborted) throw failure('CANCELLED', {}, error)
    const elapsedMs = performance.now() - startedAt
    const elapsed = { isDeadlineExceeded: deadline.aborted, limitMs: connectTimeoutMs, elapsedMs }
    throw toNetworkFinding(error, endpoint, elapsed, progress)
  } finally {
    anySignal.removeEventListener('abort', abort)
    socket.destroy()
  }
}
