import type { Session } from '#protocol/commands'
import { failure, HubpassError } from '#protocol/errors'
import { messageOf } from '../error-codes.ts'
import type { QpsClient, SessionWish } from './client.ts'

/** How long an answer that is on its way is awaited after the cancel: to know it is better than to guess. */
const graceMs = 400

/** How long the clean-up may take; with the grace it stays below the patience of host.ts. */
const cleanUpMs = 900

/**
 * Makes a session. When anything goes wrong after the request may have reached Qlik Sense, that session is ended before the
 * failure is passed on. Throws what the client throws, and CANCELLED.
 */
export async function addSession(qps: QpsClient, wish: SessionWish, signal: AbortSignal): Promise<Session> {
  const attempt = new Attempt(signal)
  try {
    const session = await qps.postSession(wish, { signal: attempt.signal, onReached: attempt.onReached })
    if (signal.aborted) throw failure('CANCELLED', {})
    return session
  } catch (error) {
    if (attempt.hasReached && !isRefusal(error)) await endQuietly(qps, wish)
    throw signal.aborted ? failure('CANCELLED', {}, error) : error
  } finally {
    attempt.dispose()
  }
}

/** A request that is cancelled at once before it reached the server, and after a grace when it has. */
class Attempt {
  hasReached = false
  readonly #controller = new AbortController()
  #timer: NodeJS.Timeout | undefined

  constructor(private readonly cancelled: AbortSignal) {
    cancelled.addEventListener('abort', this.#onCancel)
    if (cancelled.aborted) this.#onCancel()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  readonly onReached = (): void => {
    this.hasReached = true
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.cancelled.removeEventListener('abort', this.#onCancel)
  }

  readonly #onCancel = (): void => {
    const abort = () => this.#controller.abort()
    if (this.hasReached) this.#timer = setTimeout(abort, graceMs)
    else abort()
  }
}

/** Qlik Sense said clearly that it made no session. */
const isRefusal = (error: unknown): boolean => error instanceof HubpassError && refusals.includes(error.code)

const refusals = [
  'XSRF_REJECTED',
  'QPS_FORBIDDEN',
  'VIRTUAL_PROXY_UNKNOWN',
  'IDENTITY_INVALID',
  'ATTRIBUTES_TOO_LARGE',
]

/** The failure that led here is what people must see; of the clean-up's own they only find a warning. */
async function endQuietly(qps: QpsClient, { prefix, sessionId }: SessionWish): Promise<void> {
  try {
    await qps.deleteSession(prefix, sessionId, { signal: new AbortController().signal, timeoutMs: cleanUpMs })
  } catch (error) {
    process.stderr.write(`hubpass: the session may still exist: ${messageOf(error)}\n`)
  }
}
