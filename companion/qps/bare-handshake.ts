import type { SecureContext, TLSSocket } from 'node:tls'
import { isErrorCode, messageOf } from '../error-codes.ts'
import type { Door } from './exchange.ts'
import { alertIn, speaksOfCertificate } from './tls-alerts.ts'

// Awaited, not imported: in the one-file bundle a static import would load TLS before the first answer.
const [{ connect }, { isIP }] = await Promise.all([import('node:tls'), import('node:net')])

/** What a server does to a connection on which nothing is asked. */
export type Seen = 'stands' | 'closed' | 'wantsCertificate' | 'unknown'

/** A server that refuses a certificate does so when it has it, not half a second later. */
const standsAfterMs = 500

/**
 * Makes a connection of its own, says nothing on it, and looks what the server does. Certificates are checked as ever. Resolves
 * with `unknown` for whatever else happens, and when `signal` is aborted.
 */
export function bareHandshake(door: Door, secureContext: SecureContext, signal: AbortSignal): Promise<Seen> {
  const socket = connect({
    host: door.host,
    port: door.port,
    secureContext,
    rejectUnauthorized: true,
    ...nameOf(door),
  })
  const giveUp = () => socket.destroy()
  signal.addEventListener('abort', giveUp)
  if (signal.aborted) giveUp()
  return outcomeOf(socket, signal).finally(() => {
    signal.removeEventListener('abort', giveUp)
    socket.destroy()
  })
}

function outcomeOf(socket: TLSSocket, signal: AbortSignal): Promise<Seen> {
  return new Promise(resolve => {
    let isAgreed = false
    let timer: NodeJS.Timeout | undefined
    const end = (seen: Seen) => {
      clearTimeout(timer)
      resolve(signal.aborted ? 'unknown' : seen)
    }
    socket
      .once('keylog', () => {
        isAgreed = true
      })
      .once('secureConnect', () => {
        timer = setTimeout(() => end('stands'), standsAfterMs)
      })
      .on('error', error => end(meaningOf(error, isAgreed)))
      .once('end', () => end('closed'))
      .once('close', () => end('closed'))
      .resume()
  })
}

function meaningOf(error: Error, isAgreed: boolean): Seen {
  const alert = alertIn(messageOf(error))
  if (alert !== undefined) return speaksOfCertificate(alert, isAgreed) ? 'wantsCertificate' : 'unknown'
  return isErrorCode(error, 'ECONNRESET', 'EPIPE', 'ECONNABORTED') ? 'closed' : 'unknown'
}

/** As Node's https does: an address is no name. */
const nameOf = ({ host, serverName }: Door): { servername?: string } => {
  if (serverName !== undefined) return { servername: serverName }
  return isIP(host) === 0 ? { servername: host } : {}
}
