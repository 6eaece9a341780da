import { parsePrefix } from '#protocol/prefix'
import { parseSessionId } from '#protocol/session-id'
import { withAudit } from '../audit/with-audit.ts'
import { requireSite } from '../config/configuration.ts'
import { connectToQps } from '../qlik/qps/client.ts'
import type { CommandHandler } from './index.ts'

/** Ends a session; `ended` is false when Qlik Sense did not know it. The audit log tells of it. */
export const endSession: CommandHandler<'endSession'> = ({ site, prefix, sessionId }, { signal, via }) =>
  withAudit(
    { action: 'session.end', site, virtualProxy: prefix, sessionId, via },
    async () => {
      parsePrefix(prefix)
      parseSessionId(sessionId)
      const qps = await connectToQps(await requireSite(site))
      return { ended: await qps.deleteSession(prefix, sessionId, { signal }) }
    },
    ({ ended }) => (ended ? 'done' : 'SESSION_UNKNOWN'),
  )
