import type { IncomingMessage } from 'node:http'
import type { SecureContext } from 'node:tls'
import { failure, type HubpassError } from '#protocol/errors'
import { ask } from './ask.ts'
import { readBody } from './body.ts'
import { newCourse } from './course.ts'
import { failureOfTransport, type Time } from './failures.ts'
import { type Ended, whyClosed } from './why-closed.ts'

/** More than any session needs. */
const usualBodyBytes = 1024 * 1024

/** A server's door: where it is, how its certificate is checked and with which of ours. */
export interface Door {
  host: string
  port: number
  /** `host:port`, for people. */
  address: string
  secureContext: SecureContext
  /** The same trust, and no certificate of ours: to find out why a connection was closed. */
  withoutCertificate?: (() => SecureContext) | undefined
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
  /** Whether it is worth further handshakes to know why a connection was closed; yes unless told. */
  mayLookCloser?: boolean | undefined
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
  const startedAt = Date.now()
  const course = newCourse()
  const either = AbortSignal.any([signal, deadline.signal])
  try {
    const response = await ask(door, call, either, { course, onReached })
    const body = await readBody(door, response, maxBodyBytes)
    return { status: response.statusCode ?? 0, headers: response.headers, body }
  } catch (error) {
    const passedMs = Date.now() - startedAt
    const time = { isOver: deadline.signal.aborted, limitMs: timeoutMs, passedMs }
    throw await whyFailed(error, { door, course, signal: either }, limits, time)
  } finally {
    clearTimeout(timer)
  }
}

async function whyFailed(
  error: unknown,
  ended: Ended,
  { signal, mayLookCloser = true }: Limits,
  time: Time,
): Promise<HubpassError> {
  if (signal.aborted) return failure('CANCELLED', {}, error)
  const told = failureOfTransport(error, ended.door, time, ended.course)
  const explained = mayLookCloser ? await whyClosed(told, ended) : told
  return signal.aborted ? failure('CANCELLED', {}, error) : explained
}
