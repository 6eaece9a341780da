import { type Answer, type Call, type Door, exchange, type Limits } from './exchange.ts'

const { randomBytes } = await import('node:crypto')

/**
 * One question to a service of Qlik Sense. Each carries the same 16 characters in query and header, against forgery
 * (qlik-sense-facts §1.2). Throws what {@link exchange} throws.
 */
export function callService(
  door: Door,
  method: Call['method'],
  path: string,
  limits: Limits,
  body?: string,
): Promise<Answer> {
  const xrfkey = randomBytes(8).toString('hex')
  const headers = { 'X-Qlik-Xrfkey': xrfkey, Accept: 'application/json' }
  const call = { method, path: `${path}?xrfkey=${xrfkey}` }
  if (body === undefined) return exchange(door, { ...call, headers }, limits)
  const length = String(Buffer.byteLength(body))
  const bodyHeaders = { 'Content-Type': 'application/json', 'Content-Length': length }
  return exchange(door, { ...call, headers: { ...headers, ...bodyHeaders }, body }, limits)
}
