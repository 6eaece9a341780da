import type { SecureContext } from 'node:tls'
import { connectTls } from '../../qlik/http/connection.ts'
import { createProgress, trackSocket } from '../../qlik/http/connection-progress.ts'
import type { Endpoint } from '../../qlik/http/endpoint.ts'
import { toNetworkFinding } from '../../qlik/http/network-errors.ts'
import { type HubEndpoints, isUntrusted } from '../../qlik/hub/send.ts'
import type { TlsFacts } from '../port.ts'

const { createSecureContext } = await import('node:tls')

const handshakeMs = 10_000

/** A connection to the front end, and the trust that accepted its certificate. */
export interface InspectedHub {
  facts: TlsFacts
  secureContext: SecureContext
}

/** Connects to the front end as the checks do. Throws the codes of the group network. */
export async function inspectHub(
  [trusted, createGeneral]: HubEndpoints,
  signal: AbortSignal,
): Promise<InspectedHub> {
  try {
    return { facts: await inspect(trusted, signal), secureContext: trusted.secureContext }
  } catch (error) {
    if (!isUntrusted(error)) throw error
    const general = createGeneral()
    return { facts: await inspect(general, signal), secureContext: general.secureContext }
  }
}

function inspect(endpoint: Endpoint, signal: AbortSignal): Promise<TlsFacts> {
  const startedAt = Date.now()
  const socket = connectTls(endpoint)
  const progress = trackSocket(socket, createProgress())
  const abort = () => socket.destroy(new Error('aborted'))
  signal.addEventListener('abort', abort, { once: true })
  socket.setTimeout(handshakeMs, () => socket.destroy(new Error('no handshake in time')))
  return new Promise<TlsFacts>((resolve, reject) => {
    socket.once('secureConnect', () => {
      const { valid_to: validTo, subjectaltname, subject } = socket.getPeerCertificate()
      const names = subjectaltname ?? String(subject?.CN ?? '')
      resolve({ protocol: socket.getProtocol() ?? '', validTo, names })
    })
    socket.once('error', error => {
      const elapsed = { isDeadlineExceeded: false, limitMs: handshakeMs, elapsedMs: Date.now() - startedAt }
      reject(signal.aborted ? signal.reason : toNetworkFinding(error, endpoint, elapsed, progress))
    })
  }).finally(() => {
    signal.removeEventListener('abort', abort)
    socket.destroy()
  })
}

/**
 * Offers only versions before TLS 1.2 and sends nothing. Returns the version if the front end takes
 * it. Any failure is a refusal: the same host has just accepted another version.
 */
export async function negotiateOldTls(endpoint: Endpoint, signal: AbortSignal): Promise<string | undefined> {
  const socket = connectTls(
    endpoint,
    createSecureContext({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }),
  )
  const abort = () => socket.destroy()
  signal.addEventListener('abort', abort, { once: true })
  socket.setTimeout(handshakeMs, abort)
  return new Promise<string | undefined>(resolve => {
    // Without the root of the site, verification fails after the version is agreed on.
    socket.once('keylog', () => resolve(socket.getProtocol() ?? 'TLS 1.0 or 1.1'))
    socket.once('secureConnect', () => resolve(socket.getProtocol() ?? 'TLS 1.0 or 1.1'))
    socket.once('error', () => resolve(undefined)).once('close', () => resolve(undefined))
  }).finally(() => {
    signal.removeEventListener('abort', abort)
    socket.destroy()
  })
}
