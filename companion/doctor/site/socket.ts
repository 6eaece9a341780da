import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { failure } from '#protocol/errors'
import { parseAddress } from '../../addresses.ts'
import { connectTls } from '../../qps/connect.ts'
import { newCourse, watch } from '../../qps/course.ts'
import type { Door } from '../../qps/exchange.ts'
import { failureOfTransport } from '../../qps/failures.ts'

const { connect: connectTcp } = await import('node:net')
const { createSecureContext } = await import('node:tls')

/** A connection within a site takes milliseconds; a port that is filtered takes for ever. */
const connectMs = 10_000

/** A place before anybody's certificate matters; to be trusted there is whom Node trusts, unless told. */
export const doorWithoutTrust = (address: string, secureContext = createSecureContext()): Door => ({
  ...parseAddress(address),
  address,
  secureContext,
  fingerprint: '',
})

/** Opens a connection and closes it. Throws the codes of the group network, CANCELLED. */
export const tryTcp = (door: Door, signal: AbortSignal): Promise<void> =>
  until(
    'connect',
    () => connectTcp({ host: door.host, port: door.port }),
    door,
    signal,
    () => {},
  )

export interface Handshake {
  /** `TLSv1.3` */
  protocol: string
  /** Whom the server's certificate is for. */
  names: string
  /** ISO 8601. */
  validTo: string
}

/** A TLS handshake that takes up no earlier one. Throws the codes of the group network, CANCELLED. */
export const tryTls = (door: Door, signal: AbortSignal): Promise<Handshake> =>
  until('secureConnect', () => connectTls(door), door, signal, handshakeOf)

function handshakeOf(socket: TLSSocket): Handshake {
  const certificate = socket.getPeerX509Certificate()
  const names = certificate?.subjectAltName ?? certificate?.subject ?? ''
  return {
    protocol: socket.getProtocol() ?? 'TLS',
    names: names.replaceAll(/(DNS|IP Address):|^CN=/g, ''),
    validTo: certificate === undefined ? '' : new Date(certificate.validTo).toISOString(),
  }
}

async function until<S extends Socket, T>(
  event: 'connect' | 'secureConnect',
  open: () => S,
  door: Door,
  signal: AbortSignal,
  look: (socket: S) => T,
): Promise<T> {
  const startedAt = performance.now()
  const deadline = AbortSignal.timeout(connectMs)
  const socket = open()
  const course = watch(socket, newCourse())
  const stop = () => socket.destroy(new Error('stopped'))
  const either = AbortSignal.any([signal, deadline])
  either.addEventListener('abort', stop)
  if (either.aborted) stop()
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once(event, resolve).on('error', reject)
      socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
    })
    return look(socket)
  } catch (error) {
    if (signal.aborted) throw failure('CANCELLED', {}, error)
    const passedMs = performance.now() - startedAt
    const time = { isOver: deadline.aborted, limitMs: connectMs, passedMs }
    throw failureOfTransport(error, door, time, course)
  } finally {
    either.removeEventListener('abort', stop)
    socket.destroy()
  }
}
