import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { failure } from '#protocol/errors'
import { parseAddress } from '../../addresses.ts'
import { type Course, newCourse } from '../../qps/course.ts'
import type { Door } from '../../qps/exchange.ts'
import { failureOfTransport } from '../../qps/failures.ts'

const { connect: connectTcp, isIP } = await import('node:net')
const { connect: connectTls, createSecureContext } = await import('node:tls')

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
  until('secureConnect', () => openTls(door), door, signal, handshakeOf)

/** Checks are always on. Names go along as HTTPS does it: an address is not sent. */
function openTls({ host, port, secureContext, serverName }: Door): TLSSocket {
  const servername = serverName ?? (isIP(host) === 0 ? host : undefined)
  const named = servername === undefined ? {} : { servername }
  return connectTls({ host, port, secureContext, rejectUnauthorized: true, ...named })
}

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
  const course = watch(socket)
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

/** How far it comes, by which its end is judged. */
function watch(socket: Socket): Course {
  const course = newCourse()
  const reach = (stage: Course['stage']) => () => {
    course.stage = stage
  }
  socket.once('connect', reach('connected')).once('keylog', reach('agreed'))
  return course
}
