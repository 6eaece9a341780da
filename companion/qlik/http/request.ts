import { setMaxListeners } from 'node:events'
import { failure, type HubpassError } from '#protocol/errors'
import { sendOnPooledConnection } from './connection.ts'
import { createProgress } from './connection-progress.ts'
import {
  defaultMaxBodyBytes,
  type Endpoint,
  type HttpRequest,
  type HttpResponse,
  type RequestOptions,
} from './endpoint.ts'
import { type Elapsed, toNetworkFinding } from './network-errors.ts'
import { explainClosedConnection, type FailedRequest } from './probe-closed-connection.ts'
import { readBody } from './read-body.ts'
import { logRequest } from './request-log.ts'
import { RequestStop } from './request-stop.ts'

/**
 * Sends one request over mutual TLS, on a connection from the pool of the credential. Throws the
 * codes of the group network, UNEXPECTED_RESPONSE if the response is not HTTP or too long, and
 * CANCELLED.
 */
export async function sendRequest(
  endpoint: Endpoint,
  request: HttpRequest,
  options: RequestOptions,
): Promise<HttpResponse> {
  await endpoint.gate?.(options)
  const log = logRequest(request.method, `https://${endpoint.address}`, request.path)
  try {
    const response = await sendSilently(endpoint, request, options)
    log.answered(response.status)
    return response
  } catch (error) {
    log.failed()
    throw error
  }
}

async function sendSilently(
  endpoint: Endpoint,
  request: HttpRequest,
  options: RequestOptions,
): Promise<HttpResponse> {
  if (endpoint.transport !== undefined) {
    await options.beforeSend?.()
    return endpoint.transport(endpoint, request, options)
  }
  const {
    signal,
    timeoutMs,
    beforeSend,
    onSent,
    hasOwnConnections,
    maxBodyBytes = defaultMaxBodyBytes,
  } = options
  // Any number of requests may run side by side.
  setMaxListeners(0, signal)
  const stop = new RequestStop(signal, timeoutMs)
  const startedAt = Date.now()
  const progress = createProgress()
  try {
    const response = await sendOnPooledConnection(endpoint, request, stop, {
      progress,
      beforeSend,
      onSent,
      hasOwnConnections,
    })
    const body = await readBody(response, endpoint.address, maxBodyBytes)
    return { status: response.statusCode ?? 0, headers: response.headers, body }
  } catch (error) {
    const elapsed = {
      isDeadlineExceeded: stop.isDeadlineExceeded,
      limitMs: timeoutMs,
      elapsedMs: Date.now() - startedAt,
    }
    throw await explainFailure(error, { endpoint, progress, signal: stop.toSignal() }, options, elapsed)
  } finally {
    stop.dispose()
  }
}

async function explainFailure(
  error: unknown,
  failed: FailedRequest,
  { signal, probeOnClose = true }: RequestOptions,
  elapsed: Elapsed,
): Promise<HubpassError> {
  if (signal.aborted) return failure('CANCELLED', {}, error)
  const networkFailure = toNetworkFinding(error, failed.endpoint, elapsed, failed.progress)
  const explained = probeOnClose ? await explainClosedConnection(networkFailure, failed) : networkFailure
  return signal.aborted ? failure('CANCELLED', {}, error) : explained
}
