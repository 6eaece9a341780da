import type { Params, Result } from '#protocol/commands'
import { failure } from '#protocol/errors'
import { nameOf } from '#protocol/identity'
import { expectIdentity } from '#protocol/identity-rules'
import { expectPrefix } from '#protocol/prefix'
import { expectSessionId } from '#protocol/session-id'
import { audited } from '../audit/audited.ts'
import { cleanUp } from '../audit/clean-up.ts'
import { expectSite } from '../config/configuration.ts'
import { addSession } from '../qps/add-session.ts'
import { connectToQps } from '../qps/client.ts'
import { sessionMayRemain } from '../qps/end-quietly.ts'
import { expectedSettings } from '../qrs/expected-settings.ts'
import { expectAllowed } from '../users.ts'
import type { Context, Handler } from './index.ts'

/**
 * A session for an identity on one virtual proxy, and the settings of that virtual proxy where QRS tells them in time. What can be
 * known here is checked before anything is sent: the prefix, the session id, the identity, whom the site may impersonate, the
 * credential. A failure leaves no session behind. The audit log tells of all of it.
 */
export const createSession: Handler<'createSession'> = (params, context) => {
  const { site, prefix, identity, sessionId } = params
  const { via } = context
  return audited(
    { action: 'session.create', site, virtualProxy: prefix, user: nameOf(identity), sessionId, via },
    () => create(params, context),
  )
}

async function create(
  params: Params<'createSession'>,
  { signal, via }: Context,
): Promise<Result<'createSession'>> {
  const prefix = expectPrefix(params.prefix)
  const sessionId = expectSessionId(params.sessionId)
  const identity = expectIdentity(params.identity)
  const site = await expectSite(params.site)
  expectAllowed(identity, site)
  const qps = await connectToQps(site)
  const end = () => cleanUp({ ...identity, site: site.id, prefix, sessionId, via }, qps, signal)
  const adding = addSession(qps, { prefix, identity, sessionId }, signal, end)
  // Asked side by side; it never fails.
  const expecting = expectedSettings(site, prefix, signal)
  const session = await adding
  const virtualProxy = { prefix, ...(await expecting) }
  if (!signal.aborted) return { session, virtualProxy }
  const cancelled = failure('CANCELLED', {})
  throw (await end()) ? cancelled : sessionMayRemain(cancelled)
}
