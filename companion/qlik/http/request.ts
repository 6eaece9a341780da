import type { IncomingMessage } from 'node:http'
import type { SecureContext } from 'node:tls'
import { failure, type HubpassError } from '#protocol/errors'
import { sendOnPooledConnection } from './connection.ts'
import { createProgress } from './connection-progress.ts'
import { type Elapsed, toNetworkFinding } from './network-errors.ts'
import { explainClosedConnection, type FailedRequest } from './probe-closed-connection.ts'
import { readBody } from './read-body.ts'

/** More than any session needs. */
const defaultMaxBodyBytes = 1024 * 1024

/** A server's door: where it is, how its certificate is checked and with which of ours. */
export interface Endpoint {
  host: string
  port: number
  /** `host:port`, for people. */
  address: string
  secureContext: SecureContext
  /** The same trust, and no certificate of ours: to find out why a connection was closed. */
  createContextWithoutCertificate?: (() => SecureContext) | undefined
  /** Tells one credential from another. */
  fingerprint: string
  /** The name in the server's certificate, where it is not the host's. */
  serverName?: string | undefined
  /** What exchanges in place of Node's TLS, where only the system may use the key. */
  transport?: Transport | undefined
}

/** Does what {@link sendRequest} does, and throws the same. */
export type Transport = (
  endpoint: Endpoint,
  request: HttpRequest,
  options: RequestOptions,
) => Promise<HttpResponse>

export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE'
  /** With query. */
  path: string
  headers: Record<string, string>
  body?: string
}

export interface RequestOptions {
  /** Ends the exchange at once, with CANCELLED. */
  signal: AbortSignal
  timeoutMs: number
  /** Told when the connection stands and the request goes out: from here on it may have had an effect. */
  onSent?: (() => void) | undefined
  /** A longer answer is UNEXPECTED_RESPONSE; a megabyte unless told. */
  maxBodyBytes?: number | undefined
  /** Whether it is worth further handshakes to know why a connection was closed; yes unless told. */
  probeOnClose?: boolean | undefined
}

export interface HttpResponse {
  status: number
  headers: IncomingMessage['headers']
  body: string
}

/**
 * One request and its answer over mutual TLS, on a connection of the credential's own pool. Throws the codes of the group
 * network, UNEXPECTED_RESPONSE for what is not HTTP or too long, CANCELLED.
 */
export async function sendRequest(
  endpoint: Endpoint,
  request: HttpRequest,
  options: RequestOptions,
): Promise<HttpResponse> {
  if (endpoint.transport !== undefined) return endpoint.transport(endpoint, request, options)
  const { signal, timeoutMs, onSent, maxBodyBytes = defaultMaxBodyBytes } = options
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), timeoutMs)
  const startedAt = Date.now()
  const progress = createProgress()
  const abortSignal = AbortSignal.any([signal, deadline.signal])
  try {
    const response = await sendOnPooledConnection(endpoint, request, abortSignal, { progress, onSent })
    const body = await readBody(endpoint, response, maxBodyBytes)
    return { status: response.statusCode ?? 0, headers: response.headers, body }
  } catch (error) {
    const elapsedMs = Date.now() - startedAt
    const elapsed = { isDeadlineExceeded: deadline.signal.aborted, limitMs: timeoutMs, elapsedMs }
    throw await explainFailure(error, { endpoint, progress, signal: abortSignal }, options, elapsed)
  } finally {
    clearTimeout(timer)
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
