import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'

/** How far an exchange comes. Once version and cipher are agreed on, a server may ask for our certificate. */
export type Stage = 'started' | 'connected' | 'agreed' | 'secured' | 'answered'

/** What is known of an exchange when it ends badly. */
export interface Course {
  stage: Stage
  /** On a connection that earlier questions have used: its handshake was long ago, so its end says nothing of the certificate. */
  isKept: boolean
}

export const newCourse = (): Course => ({ stage: 'started', isKept: false })

/** Keeps the course of a new connection, until it is secured. */
export function watch(socket: Socket, course: Course): Course {
  const reach = (stage: Stage) => () => {
    course.stage = stage
  }
  // Keys are logged as soon as there are some, which is when version and cipher are agreed on. Nobody looks at them.
  socket.once('connect', reach('connected')).once('keylog', reach('agreed'))
  return course
}

/** Keeps a request's course, which begins anew with it. Tells when the connection stands and the request goes out. */
export function follow(request: ClientRequest, course: Course, onReached: () => void): void {
  Object.assign(course, newCourse())
  const secured = () => {
    course.stage = 'secured'
    onReached()
  }
  request.once('response', () => {
    course.stage = 'answered'
  })
  request.once('socket', socket => {
    // One from the pool stands already; Node does not always say that it is one.
    course.isKept = 'authorized' in socket && socket.authorized === true
    if (course.isKept) return secured()
    watch(socket, course)
    socket.once('secureConnect', secured)
  })
}
