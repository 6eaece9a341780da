import type { ClientRequest, IncomingMessage } from 'node:http'
import type { RequestOptions } from 'node:https'
import type { ConnectionOptions } from 'node:tls'
import { hasErrorCode } from '../../util/node-errors.ts'
import { agentFor } from './agents.ts'
import { type ConnectionProgress, trackRequest } from './connection-progress.ts'
import type { Endpoint, HttpRequest } from './request.ts'

// Awaited, not imported: in the one-file bundle a static import would load TLS before the first answer.
const https = await import('node:https')

/**
 * The server may close a kept connection just when a question goes out on it. A GET is asked again then, on a connection of its
 * own. A POST or DELETE is not: nobody can know that it had no effect, and the second answer would be about the first question.
 */
export async function sendOnPooledConnection(
  endpoint: Endpoint,
  request: HttpRequest,
  signal: AbortSignal,
  tracking: RequestTracking,
): Promise<IncomingMessage> {
  const pooledRequest = https.request({
    ...toRequestOptions(endpoint, request, signal),
    agent: agentFor(endpoint),
  })
  try {
    return await waitForResponse(pooledRequest, request, tracking)
  } catch (error) {
    const isClosed = tracking.progress.isReused && hasErrorCode(error, 'ECONNRESET', 'EPIPE')
    if (request.method !== 'GET' || !isClosed) throw error
    return waitForResponse(
      https.request({ ...toRequestOptions(endpoint, request, signal), agent: false }),
      request,
      tracking,
    )
  }
}

interface RequestTracking {
  progress: ConnectionProgress
  onSent?: (() => void) | undefined
}

function waitForResponse(
  request: ClientRequest,
  { body }: HttpRequest,
  { progress, onSent = () => {} }: RequestTracking,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    trackRequest(request, progress, onSent)
    // The listener stays: an error after the answer began is the body's, and must not be nobody's.
    request.on('response', resolve).on('error', reject).end(body)
  })
}

/**
 * Certificate checks are always on: there is no switch, only another name to expect. Said aloud, because Node's own default
 * obeys NODE_TLS_REJECT_UNAUTHORIZED.
 */
const toRequestOptions = (
  endpoint: Endpoint,
  request: HttpRequest,
  signal: AbortSignal,
): RequestOptions & ConnectionOptions => ({
  host: endpoint.host,
  port: endpoint.port,
  method: request.method,
  path: request.path,
  headers: request.headers,
  secureContext: endpoint.secureContext,
  rejectUnauthorized: true,
  signal,
  ...(endpoint.serverName === undefined ? {} : { servername: endpoint.serverName }),
})
