import type { SecureContext, TLSSocket } from 'node:tls'
import { errorMessage } from '#protocol/text'
import { hasErrorCode } from '../../util/node-errors.ts'
import { connectTls } from './connection.ts'
import { createProgress, trackSocket } from './connection-progress.ts'
import type { Endpoint } from './endpoint.ts'
import { findAlertNumber, isCertificateAlert } from './tls-alerts.ts'
import { isCipherAgreed } from './tls-errors.ts'

/** The reaction of a server to a connection without a request. */
export type HandshakeOutcome = 'staysOpen' | 'closed' | 'certificateAlert' | 'unknown'

/** A server that rejects a certificate does so as soon as it has it. */
const observationMs = 500

/**
 * Opens a connection, sends no request, and observes what the server does. Certificates are
 * verified as usual. Resolves with `unknown` for anything else, and when `signal` is aborted.
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
        timer = setTimeout(() => settle('staysOpen'), observationMs)
      })
      .on('error', error => settle(classifyError(error, isCipherAgreed(progress))))
      .once('end', () => settle('closed'))
      .once('close', () => settle('closed'))
      .resume()
  })
}

function classifyError(error: Error, cipherAgreed: boolean): HandshakeOutcome {
  const alert = findAlertNumber(errorMessage(error))
  if (alert !== undefined) return isCertificateAlert(alert, cipherAgreed) ? 'certificateAlert' : 'unknown'
  return hasErrorCode(error, 'ECONNRESET', 'EPIPE', 'ECONNABORTED') ? 'closed' : 'unknown'
}
