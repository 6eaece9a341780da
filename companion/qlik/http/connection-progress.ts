import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'

/** How far an exchange comes. Once version and cipher are agreed on, a server may ask for our certificate. */
export type ConnectionStage = 'started' | 'connected' | 'agreed' | 'secured' | 'answered'

/** What is known of an exchange when it ends badly. */
export interface ConnectionProgress {
  stage: ConnectionStage
  /** On a connection that earlier questions have used: its handshake was long ago, so its end says nothing of the certificate. */
  isReused: boolean
}

export const createProgress = (): ConnectionProgress => ({ stage: 'started', isReused: false })

/** Keeps the course of a new connection, until it is secured. */
export function trackSocket(socket: Socket, progress: ConnectionProgress): ConnectionProgress {
  const reachStage = (stage: ConnectionStage) => () => {
    progress.stage = stage
  }
  // Keys are logged as soon as there are some, which is when version and cipher are agreed on. Nobody looks at them.
  socket.once('connect', reachStage('connected')).once('keylog', reachStage('agreed'))
  return progress
}

/** Keeps a request's course, which begins anew with it. Tells when the connection stands and the request goes out. */
export function trackRequest(request: ClientRequest, progress: ConnectionProgress, onSent: () => void): void {
  Object.assign(progress, createProgress())
  const markSecured = () => {
    progress.stage = 'secured'
    onSent()
  }
  request.once('response', () => {
    progress.stage = 'answered'
  })
  request.once('socket', socket => {
    // One from the pool stands already; Node does not always say that it is one.
    progress.isReused = 'authorized' in socket && socket.authorized === true
    if (progress.isReused) return markSecured()
    trackSocket(socket, progress)
    socket.once('secureConnect', markSecured)
  })
}
