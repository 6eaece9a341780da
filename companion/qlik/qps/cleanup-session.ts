import { HubpassError } from '#protocol/errors'
import { toFinding } from '#protocol/to-finding'
import { pause } from '../../util/pause.ts'
import { startCleanupDeadline } from './cleanup-deadline.ts'
import type { QpsClient } from './client.ts'
import type { SessionInput } from './request-bodies.ts'

/** A request that was cut off may still be worked on, so a session that is not there now may appear. */
const retryDelaysMs = [0, 100, 300]

/** A server that fails gets time to recover. */
const laterRetryDelayMs = 500

/** One question that hangs leaves time for another. */
const requestTimeoutMs = 2_000

type SessionReference = Pick<SessionInput, 'prefix' | 'sessionId'>

/**
 * Ends a session that may have been made, and gives whether it is known to be gone. It is tried again until it succeeds or the
 * time is over, which comes soon when `hurry` is aborted. Of a clean-up that fails people find a warning on standard error.
 */
export async function endSessionBestEffort(
  qps: QpsClient,
  session: SessionReference,
  cancelSignal: AbortSignal,
): Promise<boolean> {
  const deadline = startCleanupDeadline(cancelSignal)
  try {
    return await endUntilDeadline(deadline.signal, qps, session)
  } finally {
    deadline.dispose()
  }
}

async function endUntilDeadline(
  signal: AbortSignal,
  qps: QpsClient,
  session: SessionReference,
): Promise<boolean> {
  let problem = 'there was no time to end it'
  let absences = 0
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    await pause(retryDelaysMs[attempt] ?? laterRetryDelayMs, signal)
    const outcome = await tryToEnd(qps, session, signal)
    if (outcome === 'not there') absences += 1
    else if (outcome === 'ended') return true
    else if (!signal.aborted) problem = outcome.problem
    if (absences === retryDelaysMs.length) return true
  }
  process.stderr.write(`hubpass: a session may be left behind: ${problem}\n`)
  return false
}

async function tryToEnd(
  qps: QpsClient,
  { prefix, sessionId }: SessionReference,
  signal: AbortSignal,
): Promise<'ended' | 'not there' | { problem: string }> {
  try {
    const isEnded = await qps.deleteSession(prefix, sessionId, {
      signal,
      timeoutMs: requestTimeoutMs,
      probeOnClose: false,
    })
    return isEnded ? 'ended' : 'not there'
  } catch (error) {
    // Where there is no virtual proxy there is no session.
    if (error instanceof HubpassError && error.code === 'VIRTUAL_PROXY_UNKNOWN') return 'not there'
    return { problem: toFinding(error).message }
  }
}

/** The failure, with the news that the session may still be there (docs/protocol.md, createSession). */
export function withSessionMayRemain(error: unknown): HubpassError {
  const { details, ...finding } = toFinding(error)
  return new HubpassError({ ...finding, details: { ...details, sessionMayRemain: true } }, { cause: error })
}
