import type { Session } from '#protocol/commands'
import { failure, HubpassError } from '#protocol/errors'
import { isSameUser } from '#protocol/identity'
import { Attempt } from './attempt.ts'
import type { SessionWish } from './bodies.ts'
import type { QpsClient } from './client.ts'
import { sessionMayRemain } from './end-quietly.ts'

/** A look that hangs must not keep us from ending the session. */
const lookMs = 2_000

/**
 * Makes a session. When anything goes wrong after the request may have reached Qlik Sense, `end` has to end that session before
 * the failure is passed on; where it is not known to be gone, the failure's details say `sessionMayRemain`. Throws what the client
 * throws, and CANCELLED.
 */
export async function addSession(
  qps: QpsClient,
  wish: SessionWish,
  signal: AbortSignal,
  end: () => Promise<boolean>,
): Promise<Session> {
  const attempt = new Attempt(signal)
  try {
    const session = await qps.postSession(wish, attempt.limits)
    if (signal.aborted) throw failure('CANCELLED', {})
    return session
  } catch (error) {
    const isToBeEnded = attempt.mayHaveSucceeded && !isTlsRefusal(error)
    const isOurs = isToBeEnded && !(attempt.mayBeAnothers && (await isAnothers(qps, wish, signal)))
    const isGone = !isOurs || (await end())
    const failed = signal.aborted ? failure('CANCELLED', {}, error) : error
    throw isGone ? failed : sessionMayRemain(failed)
  } finally {
    attempt.dispose()
  }
}

/** How a server answers to a session id that is taken is not known (qlik-sense-facts, Unknown 1): 500 may be it. */
async function isAnothers(qps: QpsClient, wish: SessionWish, signal: AbortSignal): Promise<boolean> {
  try {
    const limits = { signal, timeoutMs: lookMs, mayLookCloser: false }
    const held = await qps.getSession(wish.prefix, wish.sessionId, limits)
    return held !== undefined && !isSameUser(held, wish.identity)
  } catch {
    return false
  }
}

/** With TLS 1.3 a server refuses the certificate after the request went out, but before it reads it. */
const isTlsRefusal = (error: unknown): boolean =>
  error instanceof HubpassError && error.code === 'TLS_CLIENT_CERTIFICATE_REJECTED'
