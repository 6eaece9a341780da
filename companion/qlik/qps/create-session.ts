import type { Session } from '#protocol/commands'
import { failure, HubpassError } from '#protocol/errors'
import { isSameUser } from '#protocol/identity'
import { withSessionMayRemain } from './cleanup-session.ts'
import type { QpsClient } from './client.ts'
import type { QpsRequestOptions } from './send.ts'
import type { SessionInput } from './wire.ts'

/** A lookup that hangs must not delay ending the session. */
const lookupTimeoutMs = 2_000

/** The time to wait for a response after a cancel, to know whether the session exists. */
const graceMs = 400

interface CreateOptions {
  signal: AbortSignal
  end: () => Promise<boolean>
  /** Runs while the connection opens. The request waits for it. */
  beforeSend?: () => Promise<void>
}

/**
 * Creates a session. If anything fails after the request may have reached Qlik Sense, calls `end`
 * to end that session before it throws. If the session may remain, the details of the failure say
 * so. Throws the codes of the client, and CANCELLED.
 */
export async function createQpsSession(
  qps: QpsClient,
  input: SessionInput,
  { signal, end, beforeSend }: CreateOptions,
): Promise<Session> {
  const attempt = new CreateAttempt(signal)
  try {
    const session = await qps.postSession(input, { ...attempt.options, beforeSend })
    if (signal.aborted) throw failure('CANCELLED', {})
    return session
  } catch (error) {
    const mayExist = attempt.mayHaveSucceeded && !isTlsRefusal(error)
    const isOwn = mayExist && !(attempt.mayBelongToAnother && (await belongsToAnother(qps, input, signal)))
    const isGone = !isOwn || (await end())
    const finalError = signal.aborted ? failure('CANCELLED', {}, error) : error
    throw isGone ? finalError : withSessionMayRemain(finalError)
  } finally {
    attempt.dispose()
  }
}

/**
 * A request that must be stopped with care: at once before it reaches the server, after a grace
 * period once it has. Records whether it may have had an effect.
 */
export class CreateAttempt {
  readonly #controller = new AbortController()
  #isSent = false
  #isRejected = false
  #hasServerError = false
  #timer: NodeJS.Timeout | undefined

  constructor(private readonly cancelSignal: AbortSignal) {
    cancelSignal.addEventListener('abort', this.#onCancel)
    if (cancelSignal.aborted) this.#onCancel()
  }

  get options(): QpsRequestOptions {
    return {
      signal: this.#controller.signal,
      onSent: () => {
        this.#isSent = true
      },
      onRejected: () => {
        this.#isRejected = true
      },
      onServerError: () => {
        this.#hasServerError = true
      },
    }
  }

  get mayHaveSucceeded(): boolean {
    return this.#isSent && !this.#isRejected
  }

  /** Whether a session with this id may be another user's, because the server failed. */
  get mayBelongToAnother(): boolean {
    return this.#hasServerError
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.cancelSignal.removeEventListener('abort', this.#onCancel)
  }

  readonly #onCancel = (): void => {
    const abort = () => this.#controller.abort()
    if (this.#isSent) this.#timer = setTimeout(abort, graceMs)
    else abort()
  }
}

/**
 * Returns whether another user has a session with this id. The response to a session id in use is
 * not known, and 500 may be it (docs/facts/qlik-sense.md, Unknown 1).
 */
async function belongsToAnother(qps: QpsClient, input: SessionInput, signal: AbortSignal): Promise<boolean> {
  try {
    const options = { signal, timeoutMs: lookupTimeoutMs, probeOnClose: false }
    const existing = await qps.getSession(input.prefix, input.sessionId, options)
    return existing !== undefined && !isSameUser(existing, input.identity)
  } catch {
    return false
  }
}

/**
 * With TLS 1.3 a server rejects the certificate after the request went out, but before it reads it.
 */
const isTlsRefusal = (error: unknown): boolean =>
  error instanceof HubpassError && error.code === 'TLS_CLIENT_CERTIFICATE_REJECTED'
