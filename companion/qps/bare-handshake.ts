import type { SecureContext, TLSSocket } from 'node:tls'
import { messageOf } from '#protocol/message-of'
import { isErrorCode } from '../error-codes.ts'
import { connectTls } from './connect.ts'
import { newCourse, watch } from './course.ts'
import { isAgreed } from './endings.ts'
import type { Door } from './exchange.ts'
import { alertIn, speaksOfCertificate } from './tls-alerts.ts'

/** What a server does to a connection on which nothing is asked. */
export type Seen = 'stands' | 'closed' | 'wantsCertificate' | 'unknown'

/** A server that refuses a certificate does so when it has it, not half a second later. */
const standsAfterMs = 500

/**
 * Makes a connection of its own, says nothing on it, and looks what the server does. Certificates are checked as ever. Resolves
 * with `unknown` for whatever else happens, and when `signal` is aborted.
 */
export function bareHandshake(door: Door, secureContext: SecureContext, signal: AbortSignal): Promise<Seen> {
  const socket = connectTls(door, secureContext)
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
    const course = watch(socket, newCourse())
    let timer: NodeJS.Timeout | undefined
    const end = (seen: Seen) => {
      clearTimeout(timer)
      resolve(signal.aborted ? 'unknown' : seen)
    }
    socket
      .once('secureConnect', () => {
        timer = setTimeout(() => end('stands'), standsAfterMs)
      })
      .on('error', error => end(meaningOf(error, isAgreed(course))))
      .once('end', () => end('closed'))
      .once('close', () => end('closed'))
      .resume()
  })
}

function meaningOf(error: Error, mayWantOurs: boolean): Seen {
  const alert = alertIn(messageOf(error))
  if (alert !== undefined) return speaksOfCertificate(alert, mayWantOurs) ? 'wantsCertificate' : 'unknown'
  return isErrorCode(error, 'ECONNRESET', 'EPIPE', 'ECONNABORTED') ? 'closed' : 'unknown'
}
