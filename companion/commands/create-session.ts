import { failure } from '#protocol/errors'
import { expectIdentity } from '#protocol/identity-rules'
import { expectPrefix } from '#protocol/prefix'
import { expectSessionId } from '#protocol/session-id'
import { expectSite } from '../config/configuration.ts'
import { addSession } from '../qps/add-session.ts'
import { connectToQps } from '../qps/client.ts'
import { endQuietly, sessionMayRemain } from '../qps/end-quietly.ts'
import { expectedSettings } from '../qrs/expected-settings.ts'
import { expectAllowed } from '../users.ts'
import type { Handler } from './index.ts'

/**
 * A session for an identity on one virtual proxy, and the settings of that virtual proxy where QRS tells them in time. What can be
 * known here is checked before anything is sent: the prefix, the session id, the identity, whom the site may impersonate, the
 * credential. A failure leaves no session behind.
 */
export const createSession: Handler<'createSession'> = async (params, { signal }) => {
  const prefix = expectPrefix(params.prefix)
  const sessionId = expectSessionId(params.sessionId)
  const identity = expectIdentity(params.identity)
  const site = await expectSite(params.site)
  expectAllowed(identity, site)
  const qps = await connectToQps(site)
  const wish = { prefix, identity, sessionId }
  const adding = addSession(qps, wish, signal)
  // Asked side by side; it never fails.
  const expecting = expectedSettings(site, prefix, signal)
  const session = await adding
  const virtualProxy = { prefix, ...(await expecting) }
  if (!signal.aborted) return { session, virtualProxy }
  const cancelled = failure('CANCELLED', {})
  throw (await endQuietly(qps, wish, signal)) ? cancelled : sessionMayRemain(cancelled)
}
