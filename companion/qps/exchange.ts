import type { IncomingMessage } from 'node:http'
import type { RequestOptions } from 'node:https'
import type { ConnectionOptions, SecureContext } from 'node:tls'
import { failure } from '#protocol/errors'
import { failureOfTransport } from './failures.ts'

// Awaited, not imported: in the one-file bundle a static import would load TLS before the first answer.
const https = await import('node:https')

/** More than any session or list of sessions needs. */
const maxBodyBytes = 1024 * 1024

/** A server's door: where it is, how its certificate is checked and with which of ours. */
export interface Door {
  host: string
  port: number
  /** `host:port`, for people. */
  address: string
  secureContext: SecureContext
  /** The name in the server's certificate, where it is not the host's. */
  serverName?: string | undefined
}

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
}

export interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: string
}

/**
 * One request and its answer over mutual TLS, on a connection of its own: a kept socket would go on working with a
 * credential that has been changed since (peers-and-platform-facts §3.3). Throws the codes of the group network,
 * UNEXPECTED_RESPONSE for what is not HTTP or too long, CANCELLED.
 */
export async function exchange(door: Door, call: Call, limits: Limits): Promise<Answer> {
  const { signal, timeoutMs, onReached } = limits
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), timeoutMs)
  try {
    const response = await ask(door, call, AbortSignal.any([signal, deadline.signal]), onReached)
    const body = await readBody(door, response)
    return { status: response.statusCode ?? 0, headers: response.headers, body }
  } catch (error) {
    if (signal.aborted) throw failure('CANCELLED', {}, error)
    throw failureOfTransport(error, door, deadline.signal.aborted ? timeoutMs : undefined)
  } finally {
    clearTimeout(timer)
  }
}

function ask(door: Door, call: Call, signal: AbortSignal, onReached?: () => void): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = https.request(optionsOf(door, call, signal))
    request.on('socket', socket => socket.once('secureConnect', () => onReached?.()))
    // The listener stays: an error after the answer began is the body's, and must not be nobody's.
    request.on('response', resolve).on('error', reject).end(call.body)
  })
}

/** Certificate checks are always on: there is no switch, only another name to expect. */
const optionsOf = (door: Door, call: Call, signal: AbortSignal): RequestOptions & ConnectionOptions => ({
  host: door.host,
  port: door.port,
  method: call.method,
  path: call.path,
  headers: call.headers,
  agent: false,
  secureContext: door.secureContext,
  signal,
  ...(door.serverName === undefined ? {} : { servername: door.serverName }),
})

async function readBody(door: Door, response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > maxBodyBytes) throw tooLong(door, response)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const tooLong = ({ address }: Door, { statusCode }: IncomingMessage) =>
  failure('UNEXPECTED_RESPONSE', {
    address,
    status: statusCode ?? 0,
    problem: `its answer is longer than ${maxBodyBytes} bytes`,
  })
