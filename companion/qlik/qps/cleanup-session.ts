import { HubpassError } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { abortable } from '../../util/abort.ts'
import { warn } from '../../util/warn.ts'
import type { QpsClient } from './client.ts'
import type { SessionInput } from './wire.ts'

/** The server may still work on a cancelled request, so a missing session may yet appear. */
const retryDelaysMs = [0, 100, 300]

/** A failing server gets time to recover. */
const laterRetryDelayMs = 500

/** A request that hangs leaves time for another. */
const requestTimeoutMs = 2_000

/**
 * The time limit when a user waits for the process to end. With the grace period of
 * create-session.ts it stays below the forced exit of host/host.ts.
 */
const shortTimeoutMs = 900
const normalTimeoutMs = 5_000

type SessionReference = Pick<SessionInput, 'prefix' | 'sessionId'>

/**
 * Ends a session that may have been created, and returns whether it is known to be gone. Retries
 * until it succeeds or its time is over, which comes soon after `cancelSignal` is aborted. Warns on
 * standard error if it fails.
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

/**
 * Starts the time limit of a clean-up and returns a signal that is aborted when it is over. The
 * limit is short from the moment when `cancelSignal` is aborted: by a cancelled request, or when
 * the process ends.
 */
export function startCleanupDeadline(cancelSignal: AbortSignal): {
  signal: AbortSignal
  dispose: () => void
} {
  const controller = new AbortController()
  let timer = setTimeout(() => controller.abort(), cancelSignal.aborted ? shortTimeoutMs : normalTimeoutMs)
  const shorten = () => {
    clearTimeout(timer)
    timer = setTimeout(() => controller.abort(), shortTimeoutMs)
  }
  cancelSignal.addEventListener('abort', shorten)
  const dispose = () => {
    clearTimeout(timer)
    cancelSignal.removeEventListener('abort', shorten)
  }
  return { signal: controller.signal, dispose }
}

async function endUntilDeadline(
  signal: AbortSignal,
  qps: QpsClient,
  session: SessionReference,
): Promise<boolean> {
  let problem = 'there was no time to end it'
  let absences = 0
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    await waitUnlessAborted(retryDelaysMs[attempt] ?? laterRetryDelayMs, signal)
    const outcome = await tryToEnd(qps, session, signal)
    if (outcome === 'notFound') absences += 1
    else if (outcome === 'ended') return true
    else if (!signal.aborted) problem = outcome.problem
    if (absences === retryDelaysMs.length) return true
  }
  warn(`hubpass: a session may still exist: ${problem}`)
  return false
}

/** Its timer is unreferenced, because the deadline keeps the process alive meanwhile. */
function waitUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  const elapsed = new Promise<void>(resolve => setTimeout(resolve, ms).unref())
  return abortable(elapsed, signal).catch(() => {})
}

async function tryToEnd(
  qps: QpsClient,
  { prefix, sessionId }: SessionReference,
  signal: AbortSignal,
): Promise<'ended' | 'notFound' | { problem: string }> {
  try {
    const ended = await qps.deleteSession(prefix, sessionId, {
      signal,
      timeoutMs: requestTimeoutMs,
      probeOnClose: false,
      hasOwnConnections: true,
    })
    return ended === undefined ? 'notFound' : 'ended'
  } catch (error) {
    // Without the virtual proxy there is no session.
    if (error instanceof HubpassError && error.code === 'VIRTUAL_PROXY_UNKNOWN') return 'notFound'
    return { problem: toFinding(error).message }
  }
}

/** Adds to a failure that the session may remain (docs/protocol.md, createSession). */
export function withSessionMayRemain(error: unknown): HubpassError {
  const { details, ...finding } = toFinding(error)
  return new HubpassError({ ...finding, details: { ...details, sessionMayRemain: true } }, { cause: error })
}
