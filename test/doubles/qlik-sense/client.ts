import { existsSync, readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { QlikSenseDouble } from './double.ts'

/** A response as the test receives it. */
export interface ReceivedResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** The body parsed as JSON, unchecked. */
  readonly json: unknown
}

export interface SendOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The certificate folder, by default the site's good one. */
  readonly folder?: string
  /** Sends no client certificate. */
  readonly withoutCertificate?: boolean
  readonly tls?: RequestOptions
}

/**
 * Sends one request over its own connection. Always verifies the server against the site's root.
 */
export function requestUrl(
  qlik: QlikSenseDouble,
  url: string,
  options: SendOptions = {},
): Promise<ReceivedResponse> {
  const {
    method = 'GET',
    headers = {},
    body,
    folder = qlik.certificates.folder,
    withoutCertificate: nameless = false,
    tls = {},
  } = options
  const root = readFileSync(join(qlik.certificates.folder, 'root.pem'))
  const client = nameless ? {} : readKeyPair(folder)
  return new Promise((resolve, reject) => {
    const clientRequest = request(
      url,
      { method, headers, agent: false, ca: root, ...client, ...tls },
      response => {
        const { statusCode: status = 0, headers } = response
        text(response).then(body => resolve({ status, headers, body, json: parseJson(body) }), reject)
      },
    )
    clientRequest.on('timeout', () => clientRequest.destroy(new Error('timed out')))
    clientRequest.on('error', reject).end(body)
  })
}

function readKeyPair(folder: string): RequestOptions {
  const key = join(folder, 'client_key.pem')
  const cert = readFileSync(join(folder, 'client.pem'))
  return existsSync(key) ? { cert, key: readFileSync(key) } : { cert }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

export const XRFKEY = '0123456789abcdef'

/** Sends a request to QPS with its xrfkey: `requestQps(qlik, 'POST sales/session', {…})`. */
export function requestQps(
  qlik: QlikSenseDouble,
  methodAndPath: string,
  body?: unknown,
  options: SendOptions = {},
): Promise<ReceivedResponse> {
  return requestService(qlik, `${qlik.qps}/qps`, methodAndPath, {
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...options,
  })
}

/** Sends a request to QRS with its xrfkey and a caller. */
export const requestQrs = (
  qlik: QlikSenseDouble,
  methodAndPath: string,
  options: SendOptions = {},
): Promise<ReceivedResponse> =>
  requestService(qlik, `${qlik.qrs}/qrs`, methodAndPath, {
    ...options,
    headers: { 'X-Qlik-User': 'UserDirectory=INTERNAL;UserId=sa_api', ...options.headers },
  })

function requestService(
  qlik: QlikSenseDouble,
  base: string,
  methodAndPath: string,
  options: SendOptions,
): Promise<ReceivedResponse> {
  const [method = 'GET', path = ''] = methodAndPath.split(' ')
  const url = `${base}/${path}${path.includes('?') ? '&' : '?'}xrfkey=${XRFKEY}`
  const headers = { 'X-Qlik-Xrfkey': XRFKEY, 'content-type': 'application/json', ...options.headers }
  return requestUrl(qlik, url, { method, ...options, headers })
}

/**
 * Sends a request to the front end with cookies: `requestHub(qlik, '/sales/hub/', {
 * 'X-Qlik-Session-sales': id })`.
 */
export function requestHub(
  qlik: QlikSenseDouble,
  path: string,
  cookies: Record<string, string> = {},
  options: SendOptions = {},
): Promise<ReceivedResponse> {
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  const headers = { ...(cookie === '' ? {} : { cookie }), ...options.headers }
  return requestUrl(qlik, `${qlik.hub}${path}`, { withoutCertificate: true, ...options, headers })
}
