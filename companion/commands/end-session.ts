import { expectPrefix } from '#protocol/prefix'
import { expectSessionId } from '#protocol/session-id'
import { expectSite } from '../config/configuration.ts'
import { connectToQps } from '../qps/client.ts'
import type { Handler } from './index.ts'

/** Ends a session; `ended` is false when Qlik Sense did not know it. */
export const endSession: Handler<'endSession'> = async ({ site, prefix, sessionId }, { signal }) => {
  expectPrefix(prefix)
  expectSessionId(sessionId)
  const qps = await connectToQps(await expectSite(site))
  return { ended: await qps.deleteSession(prefix, sessionId, { signal }) }
}
