import { expectPrefix } from '#protocol/prefix'
import { expectSessionId } from '#protocol/session-id'
import { audited } from '../audit/audited.ts'
import { expectSite } from '../config/configuration.ts'
import { connectToQps } from '../qps/client.ts'
import type { Handler } from './index.ts'

/** Ends a session; `ended` is false when Qlik Sense did not know it. The audit log tells of it. */
export const endSession: Handler<'endSession'> = ({ site, prefix, sessionId }, { signal, via }) =>
  audited(
    { action: 'session.end', site, virtualProxy: prefix, sessionId, via },
    async () => {
      expectPrefix(prefix)
      expectSessionId(sessionId)
      const qps = await connectToQps(await expectSite(site))
      return { ended: await qps.deleteSession(prefix, sessionId, { signal }) }
    },
    ({ ended }) => (ended ? 'done' : 'SESSION_UNKNOWN'),
  )
