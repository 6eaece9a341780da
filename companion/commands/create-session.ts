import { expectIdentity } from '#protocol/identity-rules'
import { expectPrefix } from '#protocol/prefix'
import { expectSessionId } from '#protocol/session-id'
import { expectSite } from '../config/configuration.ts'
import { addSession } from '../qps/add-session.ts'
import { connectToQps } from '../qps/client.ts'
import { expectAllowed } from '../users.ts'
import type { Handler } from './index.ts'

/**
 * A session for an identity on one virtual proxy. What can be known here is checked before anything is sent: the prefix,
 * the session id, the identity, whom the site may impersonate, the credential. A failure leaves no session behind.
 */
export const createSession: Handler<'createSession'> = async (params, { signal }) => {
  const prefix = expectPrefix(params.prefix)
  const sessionId = expectSessionId(params.sessionId)
  const identity = expectIdentity(params.identity)
  const site = await expectSite(params.site)
  expectAllowed(identity, site)
  const qps = await connectToQps(site)
  const session = await addSession(qps, { prefix, identity, sessionId }, signal)
  return { session, virtualProxy: { prefix } }
}
