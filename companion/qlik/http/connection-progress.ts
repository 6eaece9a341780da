import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'

/** The progress of a request. From `cipherAgreed` on, a server may request our certificate. */
export type ConnectionStage = 'started' | 'connected' | 'cipherAgreed' | 'secured' | 'answered'

/** The known facts about a failed connection. */
export interface ConnectionProgress {
  stage: ConnectionStage
  /**
   * Whether an earlier request used the connection. Its end then says nothing about the
   * certificate.
   */
  isReused: boolean
}

export const createProgress = (): ConnectionProgress => ({ stage: 'started', isReused: false })

/** Records how far a new connection gets, until it is secured. */
export function trackSocket(socket: Socket, progress: ConnectionProgress): ConnectionProgress {
  const reachStage = (stage: ConnectionStage) => () => {
    progress.stage = stage
  }
  // Node emits `keylog` as soon as version and cipher are agreed on. The keys are not read.
  socket.once('connect', reachStage('connected')).once('keylog', reachStage('cipherAgreed'))
  return progress
}

/** Resets the progress and records how far a request gets. Calls `onSent` when it goes out. */
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
    // A pooled connection is already authorized. `request.reusedSocket` is not always set.
    progress.isReused = 'authorized' in socket && socket.authorized === true
    if (progress.isReused) return markSecured()
    trackSocket(socket, progress)
    socket.once('secureConnect', markSecured)
  })
}
