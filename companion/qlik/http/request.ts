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
import { waitAtGate } from './request-gate.ts'
import { logRequest } from './request-log.ts'

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
  await waitAtGate(options)
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
  // One signal, made by hand: AbortSignal.any takes as long as a tenth of a request.
  const stop = new AbortController()
  let isDeadlineExceeded = false
  const cancel = () => stop.abort(signal.reason)
  const timer = setTimeout(() => {
    isDeadlineExceeded = !stop.signal.aborted
    stop.abort()
  }, timeoutMs)
  // Any number of requests may run side by side.
  setMaxListeners(0, signal)
  if (signal.aborted) cancel()
  else signal.addEventListener('abort', cancel)
  const startedAt = Date.now()
  const progress = createProgress()
  try {
    const response = await sendOnPooledConnection(endpoint, request, stop.signal, {
      progress,
      beforeSend,
      onSent,
      hasOwnConnections,
    })
    const body = await readBody(response, endpoint.address, maxBodyBytes)
    return { status: response.statusCode ?? 0, headers: response.headers, body }
  } catch (error) {
    const elapsedMs = Date.now() - startedAt
    const elapsed = { isDeadlineExceeded, limitMs: timeoutMs, elapsedMs }
    throw await explainFailure(error, { endpoint, progress, signal: stop.signal }, options, elapsed)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', cancel)
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
