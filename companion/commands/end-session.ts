import { formatUserName } from '#protocol/identity'
import { parsePrefix } from '#protocol/parse-prefix'
import { parseSessionId } from '#protocol/session-id'
import { withAuditWarning } from '../audit/with-audit.ts'
import { requireSite } from '../config/configuration.ts'
import { connectToQps } from '../qlik/qps/client.ts'
import type { CommandHandler } from './command-handler.ts'

/**
 * Ends a session and writes to the audit log, with the user if Qlik Sense names one. `ended` is false if Qlik Sense did not know the
 * session.
 */
export const endSession: CommandHandler<'endSession'> = (
  { site, prefix, sessionId },
  { signal, via, qps: connected },
) =>
  withAuditWarning(
    { action: 'session.end', site, virtualProxy: prefix, sessionId, via },
    async trail => {
      parsePrefix(prefix)
      parseSessionId(sessionId)
      const qps = connected ?? (await connectToQps(await requireSite(site)))
      await trail.recordAsked()
      const ended = await qps.deleteSession(prefix, sessionId, { signal })
      // A server that repeats the id as a name must not get it into the log.
      if (ended?.user !== undefined && !formatUserName(ended.user).includes(sessionId))
        trail.identify(ended.user)
      return { ended: ended !== undefined }
    },
    { toOutcome: ({ ended }) => (ended ? 'done' : 'SESSION_UNKNOWN') },
  )
