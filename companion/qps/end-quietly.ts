import { findingFrom, HubpassError } from '#protocol/errors'
import { messageOf } from '#protocol/message-of'
import { pause } from '../pause.ts'
import type { SessionWish } from './bodies.ts'
import { cleanUpBudget } from './clean-up-budget.ts'
import type { QpsClient } from './client.ts'

/** A request that was cut off may still be worked on, so a session that is not there now may appear. */
const againAfterMs = [0, 100, 300]

/** A server that fails gets time to recover. */
const laterAfterMs = 500

/** One question that hangs leaves time for another. */
const questionMs = 2_000

type Meant = Pick<SessionWish, 'prefix' | 'sessionId'>

/**
 * Ends a session that may have been made, and gives whether it is known to be gone. It is tried again until it succeeds or the
 * time is over, which comes soon when `hurry` is aborted. Of a clean-up that fails people find a warning on standard error.
 */
export async function endQuietly(qps: QpsClient, session: Meant, hurry: AbortSignal): Promise<boolean> {
  const budget = cleanUpBudget(hurry)
  try {
    return await endWithin(budget.signal, qps, session)
  } finally {
    budget.dispose()
  }
}

async function endWithin(signal: AbortSignal, qps: QpsClient, session: Meant): Promise<boolean> {
  let problem = 'there was no time to end it'
  let absences = 0
  for (let n = 0; !signal.aborted; n += 1) {
    await pause(againAfterMs[n] ?? laterAfterMs, signal)
    const ending = await tryToEnd(qps, session, signal)
    if (ending === 'not there') absences += 1
    else if (ending === 'ended') return true
    else if (!signal.aborted) problem = ending.problem
    if (absences === againAfterMs.length) return true
  }
  process.stderr.write(`hubpass: a session may be left behind: ${problem}\n`)
  return false
}

async function tryToEnd(
  qps: QpsClient,
  { prefix, sessionId }: Meant,
  signal: AbortSignal,
): Promise<'ended' | 'not there' | { problem: string }> {
  try {
    const isEnded = await qps.deleteSession(prefix, sessionId, {
      signal,
      timeoutMs: questionMs,
      mayLookCloser: false,
    })
    return isEnded ? 'ended' : 'not there'
  } catch (error) {
    // Where there is no virtual proxy there is no session.
    if (error instanceof HubpassError && error.code === 'VIRTUAL_PROXY_UNKNOWN') return 'not there'
    return { problem: messageOf(error) }
  }
}

/** The failure, with the news that the session may still be there (PROTOCOL.md, createSession). */
export function sessionMayRemain(error: unknown): HubpassError {
  const { details, ...finding } = findingFrom(error)
  return new HubpassError({ ...finding, details: { ...details, sessionMayRemain: true } }, { cause: error })
}
