import { toFinding } from '#protocol/findings/to-finding'
import type { Identity } from '#protocol/identity'
import { parseIdentity } from '#protocol/identity-rules'
import { parsePrefix } from '#protocol/parse-prefix'
import { assertCookieNameInSettings, planSessionCookie } from '#protocol/session-cookie'
import { makeSessionId } from '#protocol/session-id-form'
import { holdAuditFiles } from '../audit/append-to-newest.ts'
import { hashSessionId } from '../audit/format-entry.ts'
import type { Undo } from '../commands/command-handler.ts'
import { createSession } from '../commands/create-session.ts'
import { requireSite } from '../config/configuration.ts'
import { withExplainedPrefix } from '../doctor/explain-prefix.ts'
import { sweepIfLeft } from '../open-sessions/sweep-if-left.ts'
import { findCookieIssues } from '../qlik/cookie-issues.ts'
import { unattendedDeadlineMs } from '../qlik/qrs/cached-settings.ts'
import { abortable } from '../util/abort.ts'
import { once } from '../util/once.ts'
import { connectOnce } from './connect-once.ts'
import { type HeldSession, hold } from './held-session.ts'
import { leaseSession } from './lease.ts'

export interface SessionRequest {
  site: string
  prefix: string
  identity: Identity
  /** The sessions that the user may have on this machine. */
  sessionsPerUser: number
  waitMs: number
  signal: AbortSignal
  onWait?: ((processes: number[]) => void) | undefined
}

let firstSweep: Promise<void> | undefined

/** A program that opens one session usually opens others. Idle files are closed all the same. */
const keepAuditFiles = once(() => holdAuditFiles())

/**
 * Creates a session as `hubpass login` does, with a lease. The first one of a program ends the sessions
 * that killed programs have left. Throws the codes of `createSession`, and SESSIONS_IN_USE.
 */
export async function openSession(request: SessionRequest): Promise<HeldSession> {
  const { signal, sessionsPerUser: limit, waitMs, onWait } = request
  const prefix = parsePrefix(request.prefix)
  const identity = parseIdentity(request.identity)
  const site = await requireSite(request.site)
  keepAuditFiles()
  // Other callers need the result too, so that no signal ends it. A canceled caller ends at the lease.
  firstSweep ??= sweepIfLeft('fixture', new AbortController().signal)
  await abortable(firstSweep, signal).catch(() => {})
  const sessionId = makeSessionId(crypto, site.sessionIds)
  const { userDirectory, userId } = identity
  const lease = await leaseSession(
    { site: site.id, prefix, userDirectory, userId, sessionHash: await hashSessionId(sessionId) },
    { limit, waitMs, signal, onWait },
  )
  const undoing: Undo[] = []
  try {
    const qps = await connectOnce(site).catch(() => undefined)
    const { virtualProxy, warnings = [] } = await withExplainedPrefix(site.id, async () =>
      createSession(
        { site: site.id, prefix, identity, sessionId },
        {
          ...{ signal, cancel: () => false, via: 'fixture', site, settingsDeadlineMs: unattendedDeadlineMs },
          // Without a connection, the command says why, and the audit log has it.
          ...(qps === undefined ? {} : { qps }),
          onUndelivered: undo => undoing.push(undo),
        },
      ),
    )
    const { settings } = virtualProxy
    assertCookieNameInSettings(settings)
    const { cookie } = planSessionCookie({ hub: site.hub, prefix, sessionId, settings })
    const issues = settings === undefined ? [] : findCookieIssues({ prefix, ...settings }, site.hub)
    const user = { userDirectory, userId }
    return hold({ site, prefix, user, cookie, warnings: [...issues, ...warnings], lease })
  } catch (error) {
    const outcomes = await Promise.all(undoing.map(undo => undo()))
    if ([error, ...outcomes].some(mayLeaveSession)) lease.abandon()
    else await lease.release()
    throw error
  }
}

const mayLeaveSession = (error: unknown): boolean => toFinding(error).details.sessionMayRemain === true
