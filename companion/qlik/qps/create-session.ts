import type { Session } from '#protocol/commands'
import { failure, HubpassError } from '#protocol/errors'
import { isSameUser } from '#protocol/identity'
import { withSessionMayRemain } from './cleanup-session.ts'
import type { QpsClient } from './client.ts'
import { CreateAttempt } from './create-attempt.ts'
import type { SessionInput } from './request-bodies.ts'

/** A look that hangs must not keep us from ending the session. */
const lookupTimeoutMs = 2_000

/**
 * Makes a session. When anything goes wrong after the request may have reached Qlik Sense, `end` has to end that session before
 * the failure is passed on; where it is not known to be gone, the failure's details say `sessionMayRemain`. Throws what the client
 * throws, and CANCELLED.
 */
export async function createQpsSession(
  qps: QpsClient,
  input: SessionInput,
  signal: AbortSignal,
  end: () => Promise<boolean>,
): Promise<Session> {
  const attempt = new CreateAttempt(signal)
  try {
    const session = await qps.postSession(input, attempt.options)
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

/** How a server answers to a session id that is taken is not known (docs/facts/qlik-sense.md, Unknown 1): 500 may be it. */
async function belongsToAnother(qps: QpsClient, input: SessionInput, signal: AbortSignal): Promise<boolean> {
  try {
    const options = { signal, timeoutMs: lookupTimeoutMs, probeOnClose: false }
    const existing = await qps.getSession(input.prefix, input.sessionId, options)
    return existing !== undefined && !isSameUser(existing, input.identity)
  } catch {
    return false
  }
}

/** With TLS 1.3 a server refuses the certificate after the request went out, but before it reads it. */
const isTlsRefusal = (error: unknown): boolean =>
  error instanceof HubpassError && error.code === 'TLS_CLIENT_CERTIFICATE_REJECTED'
