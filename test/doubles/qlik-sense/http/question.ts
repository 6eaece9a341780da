import type { IncomingHttpHeaders } from 'node:http'
import type { ClientCertificate } from './client-certificate.ts'

/** The three doors of a site: proxy REST API (4243), repository REST API (4242), front end (443). */
export type DoorName = 'qps' | 'qrs' | 'proxy'

/** One request as a door understands it. Tests read it too, so nothing is masked. */
export interface Question {
  readonly door: DoorName
  readonly secure: boolean
  readonly method: string
  /** Path and query as sent, e.g. `/qps//session?xrfkey=…`. */
  readonly target: string
  readonly path: string
  /** The parts of the path, decoded, without empty ones: `/qps//session` is how some clients name the default proxy (qlik-sense-facts.md §1.1). */
  readonly segments: readonly string[]
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly clientCertificate: ClientCertificate | undefined
}

export interface Arrival {
  readonly door: DoorName
  readonly secure: boolean
  readonly method: string | undefined
  readonly target: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly clientCertificate: ClientCertificate | undefined
}

export function understand({ method = 'GET', target = '/', ...arrival }: Arrival): Question {
  const [path = '/', query = ''] = target.split(/\?(.*)/s)
  return {
    ...arrival,
    method,
    target,
    path,
    segments: path.split('/').filter(Boolean).map(decode),
    query: new URLSearchParams(query),
  }
}

/** The double may be asked anything, so a broken escape stays as it is. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** Query names count in any letter case: clients send `xrfkey` and `Xrfkey` with success (qlik-sense-facts.md §1.2). */
export function queryValue({ query }: Question, name: string): string | undefined {
  const entry = [...query].find(([key]) => key.toLowerCase() === name.toLowerCase())
  return entry?.[1]
}

export function headerValue({ headers }: Question, name: string): string | undefined {
  const value = headers[name.toLowerCase()]
  return Array.isArray(value) ? value.join(', ') : value
}

/** The host name that the client used, without its port. */
export const hostOf = (question: Question): string =>
  (headerValue(question, 'host') ?? '').replace(/:\d+$/, '').toLowerCase()
