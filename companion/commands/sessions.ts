import { maxSessionsListed } from '#protocol/limits'
import { expectPrefix } from '#protocol/prefix'
import { expectSite } from '../config/configuration.ts'
import { connectToQps } from '../qps/client.ts'
import { isAllowed } from '../users.ts'
import type { Handler } from './index.ts'

/**
 * The sessions of a user, or all of a virtual proxy. Whoever has a session id is that user, so those of users that the site may
 * not impersonate are only counted.
 */
export const sessions: Handler<'sessions'> = async ({ site: id, prefix, user }, { signal }) => {
  expectPrefix(prefix)
  const site = await expectSite(id)
  const qps = await connectToQps(site)
  const held = await (user === undefined
    ? qps.listSessions(prefix, { signal })
    : qps.listSessionsOf(prefix, user, { signal }))
  const shown = held.filter(session => isAllowed(session, site)).slice(0, maxSessionsListed)
  return { sessions: shown, hidden: held.length - shown.length }
}
