import { maxSessionsListed } from '#protocol/constants'
import { parsePrefix } from '#protocol/prefix'
import { requireSite } from '../config/configuration.ts'
import { isUserAllowed } from '../config/user-allowlist.ts'
import { connectToQps } from '../qlik/qps/client.ts'
import type { CommandHandler } from './index.ts'

/**
 * The sessions of a user, or all of a virtual proxy. Whoever has a session id is that user, so those of users that the site may
 * not impersonate are only counted.
 */
export const sessions: CommandHandler<'sessions'> = async ({ site: id, prefix, user }, { signal }) => {
  parsePrefix(prefix)
  const site = await requireSite(id)
  const qps = await connectToQps(site)
  const allSessions = await (user === undefined
    ? qps.listSessions(prefix, { signal })
    : qps.listUserSessions(prefix, user, { signal }))
  const allowedSessions = allSessions
    .filter(session => isUserAllowed(session, site))
    .slice(0, maxSessionsListed)
  return { sessions: allowedSessions, hidden: allSessions.length - allowedSessions.length }
}
