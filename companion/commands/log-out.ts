import type { CommandParams } from '#protocol/commands'
import type { Finding } from '#protocol/findings/index'
import { parseUser } from '#protocol/identity-rules'
import { parsePrefix } from '#protocol/parse-prefix'
import { withAuditWarning } from '../audit/with-audit.ts'
import { requireSite } from '../config/configuration.ts'
import { assertUserAllowed } from '../config/user-allowlist.ts'
import { connectToQps } from '../qlik/qps/client.ts'
import type { QpsSession } from '../qlik/qps/wire.ts'
import type { CommandContext, CommandHandler } from './command-handler.ts'

/** Ends all sessions of a user on a virtual proxy and returns their number. */
export const logOut: CommandHandler<'logOut'> = async (params, context) => {
  const { sessions, ...rest } = await endUserSessions(params, context)
  return { ended: sessions.length, ...rest }
}

/**
 * Ends all sessions of a user and returns them. Writes to the audit log. Throws IDENTITY_INVALID,
 * and USER_NOT_ALLOWED if the site may not impersonate the user.
 */
export const endUserSessions = (
  { site: id, prefix, user: received }: CommandParams<'logOut'>,
  { signal, via }: CommandContext,
): Promise<{ sessions: QpsSession[]; warnings?: Finding[] }> =>
  withAuditWarning(
    { action: 'user.logout', site: id, virtualProxy: prefix, user: received, via },
    async trail => {
      parsePrefix(prefix)
      const user = parseUser(received)
      trail.identify(user)
      const site = await requireSite(id)
      assertUserAllowed(user, site)
      const qps = await connectToQps(site)
      await trail.recordAsked()
      return { sessions: await qps.deleteUserSessions(prefix, user, { signal }) }
    },
  )
