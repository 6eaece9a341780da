import type { Endpoint, HttpRequest, HttpResponse, RequestOptions } from './endpoint.ts'
import { sendRequest } from './request.ts'

const { randomUUID } = await import('node:crypto')

export interface QlikRequest {
  method: HttpRequest['method']
  /** May include a query. */
  path: string
  headers?: Record<string, string>
  body?: string
}

/**
 * Sends a request to a service of Qlik Sense. It carries the same 16 characters in query and
 * header, against request forgery (docs/facts/qlik-sense.md §1.2). Throws the same codes as {@link
 * sendRequest}.
 */
export function sendQlikRequest(
  endpoint: Endpoint,
  request: QlikRequest,
  options: RequestOptions,
): Promise<HttpResponse> {
  const { method, path, headers, body } = request
  const xrfkey = createXrfkey()
  const httpRequest: HttpRequest = {
    method,
    path: `${path}${path.includes('?') ? '&' : '?'}xrfkey=${xrfkey}`,
    headers: { 'X-Qlik-Xrfkey': xrfkey, Accept: 'application/json', ...headers, ...toBodyHeaders(body) },
  }
  return sendRequest(endpoint, body === undefined ? httpRequest : { ...httpRequest, body }, options)
}

/** Node has random digits for UUIDs in store, but would fetch bytes each time. */
const createXrfkey = (): string => randomUUID().replaceAll('-', '').slice(-16)

const toBodyHeaders = (body: string | undefined): Record<string, string> =>
  body === undefined
    ? {}
    : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }
