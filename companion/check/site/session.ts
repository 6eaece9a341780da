import type { CommandResult } from '#protocol/commands'
import { HubpassError } from '#protocol/errors'
import { makeSessionId } from '#protocol/session-id-form'
import { cleanUpSession } from '../../audit/clean-up-session.ts'
import { hashSessionId } from '../../audit/format-entry.ts'
import { withAudit } from '../../audit/with-audit.ts'
import { createSession } from '../../commands/create-session.ts'
import type { SiteConfiguration } from '../../config/schema.ts'
import type { SessionRecord } from '../../open-sessions/session-record.ts'
import { connectToQps, type QpsClient } from '../../qlik/qps/client.ts'
import { unattendedDeadlineMs } from '../../qlik/qrs/cached-settings.ts'
import type { Case } from '../cases/case.ts'

export type CreatedSession = CommandResult<'createSession'>

export interface SessionContext {
  site: SiteConfiguration
  signal: AbortSignal
}

interface RecordedContext extends SessionContext {
  /** The one of the run. */
  record: SessionRecord
}

/**
 * Creates a session for a case, and ends it after the work. It is in the record of open sessions before it
 * exists. So the next start ends what a killed run, or a server that went away, has left. Throws the
 * codes of `createSession`, and what `work` throws.
 */
export async function withSession<T>(
  { prefix, user, attributes }: Case,
  { site, signal, record }: RecordedContext,
  work: (created: CreatedSession) => Promise<T>,
): Promise<T> {
  const sessionId = makeSessionId(crypto, site.sessionIds)
  const identity = { ...user, attributes: [...attributes] }
  const session = { ...user, site: site.id, prefix, sessionId, via: 'cli' as const }
  const { userDirectory, userId } = user
  const sessionHash = await hashSessionId(sessionId)
  await record.add({ site: site.id, prefix, userDirectory, userId, sessionHash })
  let isGone = true
  try {
    const qps = await connectToQps(site).catch(() => undefined)
    const created = await createSession(
      { site: site.id, prefix, identity, sessionId },
      // Without a connection, the command says why, and the audit log has it.
      {
        ...{ signal, cancel: () => false, via: 'cli', site, settingsDeadlineMs: unattendedDeadlineMs },
        ...(qps === undefined ? {} : { qps }),
      },
    )
    isGone = false
    try {
      return await work(created)
    } finally {
      isGone = await endSession(session, qps ?? (await connectToQps(site)), signal)
    }
  } catch (error) {
    if (mayRemain(error)) isGone = false
    throw error
  } finally {
    if (isGone) record.drop(sessionHash)
  }
}

const mayRemain = (error: unknown): boolean =>
  error instanceof HubpassError && error.finding.details.sessionMayRemain === true

/** Returns whether the session is known to be gone. */
async function endSession(
  session: Parameters<typeof cleanUpSession>[0],
  qps: QpsClient,
  signal: AbortSignal,
): Promise<boolean> {
  const { site, prefix, sessionId, via } = session
  if (signal.aborted) return cleanUpSession(session, qps, signal)
  try {
    await withAudit(
      { action: 'session.end', site, virtualProxy: prefix, user: session, sessionId, via },
      async trail => {
        await trail.recordAsked()
        return qps.deleteSession(prefix, sessionId, { signal })
      },
      { toOutcome: ended => (ended === undefined ? 'SESSION_UNKNOWN' : 'done') },
    )
    return true
  } catch {
    return cleanUpSession(session, qps, signal)
  }
}
