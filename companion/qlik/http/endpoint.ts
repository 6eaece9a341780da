import type { IncomingHttpHeaders } from 'node:http'
import type { SecureContext } from 'node:tls'

/**
 * A server to connect to: its address, how its certificate is verified, and our own certificate.
 */
export interface Endpoint {
  host: string
  port: number
  /** `host:port`, for messages. */
  address: string
  secureContext: SecureContext
  /**
   * Creates a context with the same trust but no client certificate, to find out why a server
   * closes.
   */
  createContextWithoutCertificate?: (() => SecureContext) | undefined
  /** Identifies the credential. */
  fingerprint: string
  /** The name in the server's certificate, if it differs from the host. */
  serverName?: string | undefined
  /** Replaces Node's TLS where only the operating system can use the key. */
  transport?: Transport | undefined
  /** Where each request waits. */
  gate?: RequestGate | undefined
}

/** Resolves when a request may go out. It must not reject. */
export type RequestGate = (options: Pick<RequestOptions, 'signal' | 'hasOwnConnections'>) => Promise<void>

/** Sends a request like `sendRequest`, and throws the same codes. */
export type Transport = (
  endpoint: Endpoint,
  request: HttpRequest,
  options: RequestOptions,
) => Promise<HttpResponse>

export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE'
  /** Includes the query. */
  path: string
  headers: Record<string, string>
  body?: string
}

export interface RequestOptions {
  /** Stops the request at once, with CANCELLED. */
  signal: AbortSignal
  timeoutMs: number
  /**
   * Called when the request goes out on a secure connection. From then on it may have an effect.
   */
  onSent?: (() => void) | undefined
  /** Runs while the connection opens. The request waits for it. It must not reject. */
  beforeSend?: (() => Promise<void>) | undefined
  /** A longer body is UNEXPECTED_RESPONSE. Default: {@link defaultMaxBodyBytes}. */
  maxBodyBytes?: number | undefined
  /** Whether to probe with further handshakes why a server closed the connection. Default: true. */
  probeOnClose?: boolean | undefined
  /** Whether to use connections that other requests cannot occupy. Default: false. */
  hasOwnConnections?: boolean | undefined
}

/** One megabyte: more than any session needs. */
export const defaultMaxBodyBytes = 1024 * 1024

/** Eight megabytes: the sessions or the settings of a large site. */
export const maxListBytes = 8 * 1024 * 1024

export interface HttpResponse {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export const isSuccess = ({ status }: HttpResponse): boolean => status >= 200 && status < 300
