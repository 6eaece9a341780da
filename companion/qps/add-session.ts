import type { Session } from '#protocol/commands'
import { failure } from '#protocol/errors'
import { Attempt } from './attempt.ts'
import type { QpsClient, SessionWish } from './client.ts'
import { endQuietly } from './end-quietly.ts'

/**
 * Makes a session. When anything goes wrong after the request may have reached Qlik Sense, that session is ended before the
 * failure is passed on. Throws what the client throws, and CANCELLED.
 */
export async function addSession(qps: QpsClient, wish: SessionWish, signal: AbortSignal): Promise<Session> {
  const attempt = new Attempt(signal)
  try {
    const session = await qps.postSession(wish, attempt.limits)
    if (signal.aborted) throw failure('CANCELLED', {})
    return session
  } catch (error) {
    if (attempt.mayHaveSucceeded) await endQuietly(qps, wish)
    throw signal.aborted ? failure('CANCELLED', {}, error) : error
  } finally {
    attempt.dispose()
  }
}
