import { type Answer, type Call, type Door, exchange, type Limits } from './exchange.ts'

const { randomBytes } = await import('node:crypto')

export interface Question {
  method: Call['method']
  /** With or without a query. */
  path: string
  headers?: Record<string, string>
  body?: string
}

/**
 * One question to a service of Qlik Sense. Each carries the same 16 characters in query and header, against forgery
 * (qlik-sense-facts §1.2). Throws what {@link exchange} throws.
 */
export function callService(door: Door, question: Question, limits: Limits): Promise<Answer> {
  const { method, path, headers, body } = question
  const xrfkey = randomBytes(8).toString('hex')
  const call: Call = {
    method,
    path: `${path}${path.includes('?') ? '&' : '?'}xrfkey=${xrfkey}`,
    headers: { 'X-Qlik-Xrfkey': xrfkey, Accept: 'application/json', ...headers, ...headersOf(body) },
  }
  return exchange(door, body === undefined ? call : { ...call, body }, limits)
}

const headersOf = (body: string | undefined): Record<string, string> =>
  body === undefined
    ? {}
    : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }
