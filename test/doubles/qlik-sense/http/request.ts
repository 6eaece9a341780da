import type { IncomingHttpHeaders } from 'node:http'
import type { ClientCertificate } from './client-certificate.ts'

/**
 * The three endpoints of a site: proxy REST API (4243), repository REST API (4242), front end
 * (443).
 */
export type EndpointName = 'qps' | 'qrs' | 'proxy'

/** A parsed request. Tests read it, so nothing is masked. */
export interface IncomingRequest {
  readonly endpoint: EndpointName
  readonly secure: boolean
  readonly method: string
  /** Path and query as sent, e.g. `/qps//session?xrfkey=…`. */
  readonly target: string
  readonly path: string
  /**
   * The decoded path segments without empty ones: some clients address the default proxy as
   * `/qps//session` (docs/facts/qlik-sense.md §1.1).
   */
  readonly segments: readonly string[]
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly clientCertificate: ClientCertificate | undefined
}

export interface RawRequest {
  readonly endpoint: EndpointName
  readonly secure: boolean
  readonly method: string | undefined
  readonly target: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly clientCertificate: ClientCertificate | undefined
}

export function parseRequest({ method = 'GET', target = '/', ...rawRequest }: RawRequest): IncomingRequest {
  const [path = '/', query = ''] = target.split(/\?(.*)/s)
  return {
    ...rawRequest,
    method,
    target,
    path,
    segments: path.split('/').filter(Boolean).map(decodeSegment),
    query: new URLSearchParams(query),
  }
}

/** Decodes a path segment. Keeps a malformed escape as it is. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/**
 * Returns a query value, ignoring case in names: clients send `xrfkey` and `Xrfkey` with success
 * (docs/facts/qlik-sense.md §1.2).
 */
export function getQueryValue({ query }: IncomingRequest, name: string): string | undefined {
  const entry = [...query].find(([key]) => key.toLowerCase() === name.toLowerCase())
  return entry?.[1]
}

export function getHeader({ headers }: IncomingRequest, name: string): string | undefined {
  const value = headers[name.toLowerCase()]
  return Array.isArray(value) ? value.join(', ') : value
}

/** Returns the host name that the client used, without its port. */
export const getHostName = (request: IncomingRequest): string =>
  (getHeader(request, 'host') ?? '').replace(/:\d+$/, '').toLowerCase()
