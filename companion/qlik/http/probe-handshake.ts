import type { SecureContext, TLSSocket } from 'node:tls'
import { errorMessage } from '#protocol/text'
import { hasErrorCode } from '../../util/node-errors.ts'
import { connectTls } from './connect-tls.ts'
import { createProgress, trackSocket } from './connection-progress.ts'
import type { Endpoint } from './request.ts'
import { findAlertNumber, isCertificateAlert } from './tls-alerts.ts'
import { isCipherAgreed } from './tls-errors.ts'

/** What a server does to a connection on which nothing is asked. */
export type HandshakeOutcome = 'stands' | 'closed' | 'wantsCertificate' | 'unknown'

/** A server that refuses a certificate does so when it has it, not half a second later. */
const observationMs = 500

/**
 * Makes a connection of its own, says nothing on it, and looks what the server does. Certificates are checked as ever. Resolves
 * with `unknown` for whatever else happens, and when `signal` is aborted.
 */
export function probeHandshake(
  endpoint: Endpoint,
  secureContext: SecureContext,
  signal: AbortSignal,
): Promise<HandshakeOutcome> {
  const socket = connectTls(endpoint, secureContext)
  const abort = () => socket.destroy()
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  return observeOutcome(socket, signal).finally(() => {
    signal.removeEventListener('abort', abort)
    socket.destroy()
  })
}

function observeOutcome(socket: TLSSocket, signal: AbortSignal): Promise<HandshakeOutcome> {
  return new Promise(resolve => {
    const progress = trackSocket(socket, createProgress())
    let timer: NodeJS.Timeout | undefined
    const settle = (outcome: HandshakeOutcome) => {
      clearTimeout(timer)
      resolve(signal.aborted ? 'unknown' : outcome)
    }
    socket
      .once('secureConnect', () => {
        timer = setTimeout(() => settle('stands'), observationMs)
      })
      .on('error', error => settle(classifyError(error, isCipherAgreed(progress))))
      .once('end', () => settle('closed'))
      .once('close', () => settle('closed'))
      .resume()
  })
}

function classifyError(error: Error, cipherAgreed: boolean): HandshakeOutcome {
  const alert = findAlertNumber(errorMessage(error))
  if (alert !== undefined) return isCertificateAlert(alert, cipherAgreed) ? 'wantsCertificate' : 'unknown'
  return hasErrorCode(error, 'ECONNRESET', 'EPIPE', 'ECONNABORTED') ? 'closed' : 'unknown'
}
