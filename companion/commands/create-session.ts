import type { CommandParams, CommandResult } from '#protocol/commands'
import { failure } from '#protocol/errors'
import { parseIdentity } from '#protocol/identity-rules'
import { parsePrefix } from '#protocol/parse-prefix'
import { parseSessionId } from '#protocol/session-id'
import { cleanUpSession } from '../audit/clean-up-session.ts'
import { type AuditTrail, withAuditWarning } from '../audit/with-audit.ts'
import { requireSite } from '../config/configuration.ts'
import { assertUserAllowed } from '../config/user-allowlist.ts'
import { withSessionMayRemain } from '../qlik/qps/cleanup-session.ts'
import { connectToQps } from '../qlik/qps/client.ts'
import { createQpsSession } from '../qlik/qps/create-session.ts'
import { readSettingsWithinDeadline } from '../qlik/qrs/cached-settings.ts'
import type { CommandContext, CommandHandler } from './command-handler.ts'

/**
 * Creates a session for an identity on a virtual proxy. Also returns the settings of the virtual
 * proxy if QRS answers in time. Checks prefix, session id, identity, allowed users and credential
 * before it sends anything. A failure leaves no session behind. Writes to the audit log.
 */
export const createSession: CommandHandler<'createSession'> = (params, context) => {
  const { site, prefix, identity, sessionId } = params
  return withAuditWarning(
    {
      action: 'session.create',
      site,
      virtualProxy: prefix,
      user: identity,
      sessionId,
      via: context.via,
    },
    trail => create(params, context, trail),
  )
}

async function create(
  params: CommandParams<'createSession'>,
  { signal, via, onUndelivered, site: known, qps: connected, settingsDeadlineMs }: CommandContext,
  trail: AuditTrail,
): Promise<CommandResult<'createSession'>> {
  const prefix = parsePrefix(params.prefix)
  const sessionId = parseSessionId(params.sessionId)
  const identity = parseIdentity(params.identity)
  trail.identify(identity)
  const site = known ?? (await requireSite(params.site))
  assertUserAllowed(identity, site)
  // Runs at the same time on a connection of its own, and never fails.
  const settingsLookup = readSettingsWithinDeadline(site, prefix, signal, settingsDeadlineMs)
  const qps = connected ?? (await connectToQps(site))
  const end = () => cleanUpSession({ ...identity, site: site.id, prefix, sessionId, via }, qps, signal)
  const undo = async () => {
    const cancelled = failure('CANCELLED', {})
    return (await end()) ? cancelled : withSessionMayRemain(cancelled)
  }
  const session = await createQpsSession(
    qps,
    { prefix, identity, sessionId },
    { signal, end, beforeSend: trail.recordAsked },
  )
  const virtualProxy = { prefix, ...(await settingsLookup) }
  if (signal.aborted) throw await undo()
  onUndelivered?.(undo)
  return { session, virtualProxy }
}
