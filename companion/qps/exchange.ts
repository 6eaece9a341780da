import type { ClientRequest, IncomingMessage } from 'node:http'
import type { RequestOptions } from 'node:https'
import type { ConnectionOptions, SecureContext } from 'node:tls'
import { failure } from '#protocol/errors'
import { isErrorCode } from '../error-codes.ts'
import { failureOfTransport } from './failures.ts'
import { poolOf } from './pool.ts'

// Awaited, not imported: in the one-file bundle a static import would load TLS before the first answer.
const https = await import('node:https')

/** More than any session needs. */
const usualBodyBytes = 1024 * 1024

/** A server's door: where it is, how its certificate is checked and with which of ours. */
export interface Door {
  host: string
  port: number
  /** `host:port`, for people. */
  address: string
  secureContext: SecureContext
  /** Tells one credential from another. */
  fingerprint: string
  /** The name in the server's certificate, where it is not the host's. */
  serverName?: string | undefined
  /** What exchanges in place of Node's TLS, where only the system may use the key. */
  transport?: Transport | undefined
}

/** Does what {@link exchange} does, and throws the same. */
export type Transport = (door: Door, call: Call, limits: Limits) => Promise<Answer>

export interface Call {
  method: 'GET' | 'POST' | 'DELETE'
  /** With query. */
  path: string
  headers: Record<string, string>
  body?: string
}

export interface Limits {
  /** Ends the exchange at once, with CANCELLED. */
  signal: AbortSignal
  timeoutMs: number
  /** Told when the connection stands and the request goes out: from here on it may have had an effect. */
  onReached?: (() => void) | undefined
  /** A longer answer is UNEXPECTED_RESPONSE; a megabyte unless told. */
  maxBodyBytes?: number | undefined
}

export interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: string
}

/**
 * One request and its answer over mutual TLS, on a connection of the credential's own pool. Throws the codes of the group
 * network, UNEXPECTED_RESPONSE for what is not HTTP or too long, CANCELLED.
 */
export async function exchange(door: Door, call: Call, limits: Limits): Promise<Answer> {
  if (door.transport !== undefined) return door.transport(door, call, limits)
  const { signal, timeoutMs, onReached, maxBodyBytes = usualBodyBytes } = limits
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), timeoutMs)
  const startedAt = performance.now()
  try {
    const response = await ask(door, call, AbortSignal.any([signal, deadline.signal]), onReached)
    const body = await readBody(door, response, maxBodyBytes)
    return { status: response.statusCode ?? 0, headers: response.headers, body }
  } catch (error) {
    if (signal.aborted) throw failure('CANCELLED', {}, error)
    const passedMs = performance.now() - startedAt
    throw failureOfTransport(error, door, { isOver: deadline.signal.aborted, limitMs: timeoutMs, passedMs })
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The server may close a kept connection just when a question goes out on it. A GET is asked again then, on a connection of its
 * own. A POST or DELETE is not: nobody can know that it had no effect, and the second answer would be about the first question.
 */
async function ask(
  door: Door,
  call: Call,
  signal: AbortSignal,
  onReached?: () => void,
): Promise<IncomingMessage> {
  const kept = https.request({ ...optionsOf(door, call, signal), agent: poolOf(door) })
  try {
    return await responseTo(kept, call, onReached)
  } catch (error) {
    const isClosed = kept.reusedSocket && isErrorCode(error, 'ECONNRESET', 'EPIPE')
    if (call.method !== 'GET' || !isClosed) throw error
    return responseTo(https.request({ ...optionsOf(door, call, signal), agent: false }), call, onReached)
  }
}

function responseTo(request: ClientRequest, { body }: Call, onReached = () => {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('socket', socket => {
      // One from the pool stands already; Node does not always say that it is one.
      if ('authorized' in socket && socket.authorized === true) onReached()
      else socket.once('secureConnect', onReached)
    })
    // The listener stays: an error after the answer began is the body's, and must not be nobody's.
    request.on('response', resolve).on('error', reject).end(body)
  })
}

/**
 * Certificate checks are always on: there is no switch, only another name to expect. Said aloud, because Node's own default
 * obeys NODE_TLS_REJECT_UNAUTHORIZED.
 */
const optionsOf = (door: Door, call: Call, signal: AbortSignal): RequestOptions & ConnectionOptions => ({
  host: door.host,
  port: door.port,
  method: call.method,
  path: call.path,
  headers: call.headers,
  secureContext: door.secureContext,
  rejectUnauthorized: true,
  signal,
  ...(door.serverName === undefined ? {} : { servername: door.serverName }),
})

async function readBody(door: Door, response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLong(door, response, maxBytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const tooLong = ({ address }: Door, { statusCode }: IncomingMessage, maxBytes: number) =>
  failure('UNEXPECTED_RESPONSE', {
    address,
    status: statusCode ?? 0,
    problem: `its answer is longer than ${maxBytes} bytes`,
  })
