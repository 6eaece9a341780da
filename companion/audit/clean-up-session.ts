import type { Identity } from '#protocol/identity'
import { endSessionBestEffort } from '../qlik/qps/cleanup-session.ts'
import type { QpsClient } from '../qlik/qps/client.ts'
import type { Caller } from './format-entry.ts'
import { withAudit } from './with-audit.ts'

/** A session that may have been created, and who asked for it. */
export interface CreatedSession extends Pick<Identity, 'userDirectory' | 'userId'> {
  site: string
  prefix: string
  sessionId: string
  via: Caller
}

/**
 * Ends a session with {@link endSessionBestEffort} and writes to the audit log. The outcome is
 * `unknown` if the session may remain.
 */
export const cleanUpSession = (
  session: CreatedSession,
  qps: QpsClient,
  cancelSignal: AbortSignal,
): Promise<boolean> =>
  withAudit(
    { ...session, action: 'session.cleanup', virtualProxy: session.prefix, user: session, isPart: true },
    () => endSessionBestEffort(qps, session, cancelSignal),
    { toOutcome: isGone => (isGone ? 'done' : 'unknown') },
  )
