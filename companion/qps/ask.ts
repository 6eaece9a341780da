import type { ClientRequest, IncomingMessage } from 'node:http'
import type { RequestOptions } from 'node:https'
import type { ConnectionOptions } from 'node:tls'
import { isErrorCode } from '../error-codes.ts'
import { type Course, follow } from './course.ts'
import type { Call, Door } from './exchange.ts'
import { poolOf } from './pool.ts'

// Awaited, not imported: in the one-file bundle a static import would load TLS before the first answer.
const https = await import('node:https')

/**
 * The server may close a kept connection just when a question goes out on it. A GET is asked again then, on a connection of its
 * own. A POST or DELETE is not: nobody can know that it had no effect, and the second answer would be about the first question.
 */
export async function ask(
  door: Door,
  call: Call,
  signal: AbortSignal,
  watch: Watch,
): Promise<IncomingMessage> {
  const kept = https.request({ ...optionsOf(door, call, signal), agent: poolOf(door) })
  try {
    return await responseTo(kept, call, watch)
  } catch (error) {
    const isClosed = watch.course.isKept && isErrorCode(error, 'ECONNRESET', 'EPIPE')
    if (call.method !== 'GET' || !isClosed) throw error
    return responseTo(https.request({ ...optionsOf(door, call, signal), agent: false }), call, watch)
  }
}

interface Watch {
  course: Course
  onReached?: (() => void) | undefined
}

function responseTo(
  request: ClientRequest,
  { body }: Call,
  { course, onReached = () => {} }: Watch,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    follow(request, course, onReached)
    // The listener stays: an error after the answer began is the body's, and must not be nobody's.
    request.on('response', resolve).on('error', reject).end(body)
  })
}

/**
 * Certificate checks are always on: there is no switch, only another name to expect. Said aloud, because Node's own default
 * obeys NODE_TLS_REJECT_UNAUTHORIZED.
 */
const optionsOf = (door: Door, call: Call, signal: AbortSignal): RequestOptions & ConnectionOptions => ({
  host: door.host,
  port: door.port,
  method: call.method,
  path: call.path,
  headers: call.headers,
  secureContext: door.secureContext,
  rejectUnauthorized: true,
  signal,
  ...(door.serverName === undefined ? {} : { servername: door.serverName }),
})
