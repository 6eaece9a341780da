import { existsSync, readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { QlikSenseDouble } from './double.ts'

/** What a door told the test. */
export interface Told {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** The body, read as JSON: for the test to judge. */
  readonly json: unknown
}

export interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Folder of certificates; the site's good one unless told. */
  readonly folder?: string
  /** Shows no client certificate. */
  readonly nameless?: boolean
  readonly tls?: RequestOptions
}

/** Asks one question over a connection of its own. The server is always verified against the site's root. */
export function ask(qlik: QlikSenseDouble, url: string, how: Ask = {}): Promise<Told> {
  const {
    method = 'GET',
    headers = {},
    body,
    folder = qlik.certificates.folder,
    nameless = false,
    tls = {},
  } = how
  const root = readFileSync(join(qlik.certificates.folder, 'root.pem'))
  const client = nameless ? {} : pairIn(folder)
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false, ca: root, ...client, ...tls }, response => {
      const { statusCode: status = 0, headers } = response
      text(response).then(body => resolve({ status, headers, body, json: parse(body) }), reject)
    })
    asked.on('timeout', () => asked.destroy(new Error('timed out')))
    asked.on('error', reject).end(body)
  })
}

function pairIn(folder: string): RequestOptions {
  const key = join(folder, 'client_key.pem')
  const cert = readFileSync(join(folder, 'client.pem'))
  return existsSync(key) ? { cert, key: readFileSync(key) } : { cert }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

export const XRFKEY = '0123456789abcdef'

/** A question to QPS, with its xrfkey: `askQps(qlik, 'POST sales/session', {…})`. */
export function askQps(qlik: QlikSenseDouble, what: string, body?: unknown, how: Ask = {}): Promise<Told> {
  return askService(qlik, `${qlik.qps}/qps`, what, {
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...how,
  })
}

/** A question to QRS, with its xrfkey and a caller's name. */
export const askQrs = (qlik: QlikSenseDouble, what: string, how: Ask = {}): Promise<Told> =>
  askService(qlik, `${qlik.qrs}/qrs`, what, {
    ...how,
    headers: { 'X-Qlik-User': 'UserDirectory=INTERNAL;UserId=sa_api', ...how.headers },
  })

function askService(qlik: QlikSenseDouble, base: string, what: string, how: Ask): Promise<Told> {
  const [method = 'GET', path = ''] = what.split(' ')
  const url = `${base}/${path}${path.includes('?') ? '&' : '?'}xrfkey=${XRFKEY}`
  const headers = { 'X-Qlik-Xrfkey': XRFKEY, 'content-type': 'application/json', ...how.headers }
  return ask(qlik, url, { method, ...how, headers })
}

/** A question to the front end, with cookies: `askHub(qlik, '/sales/hub/', { 'X-Qlik-Session-sales': id })`. */
export function askHub(
  qlik: QlikSenseDouble,
  path: string,
  cookies: Record<string, string> = {},
  how: Ask = {},
): Promise<Told> {
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  const headers = { ...(cookie === '' ? {} : { cookie }), ...how.headers }
  return ask(qlik, `${qlik.hub}${path}`, { nameless: true, ...how, headers })
}
