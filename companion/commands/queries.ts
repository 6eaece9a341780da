import { maxSessionsListed } from '#protocol/constants'
import { parseUser } from '#protocol/identity-rules'
import { parsePrefix } from '#protocol/parse-prefix'
import { requireSite } from '../config/configuration.ts'
import { isUserAllowed } from '../config/user-allowlist.ts'
import { loadCredential } from '../credentials/load.ts'
import { connectToQps } from '../qlik/qps/client.ts'
import { connectToQrs } from '../qlik/qrs/client.ts'
import { readVirtualProxies } from '../qlik/qrs/virtual-proxies.ts'
import type { CommandHandler } from './command-handler.ts'

/** Commands that only read. */

/**
 * Loads a site's credential as a sign-in would. Throws SITE_UNKNOWN, CONFIG_INVALID and credential
 * codes.
 */
export const checkCredential: CommandHandler<'checkCredential'> = async ({ site }) => {
  const { credential } = await requireSite(site)
  const { subject, issuer, validTo, warnings } = await loadCredential(credential)
  return { subject, issuer, validTo, warnings }
}

/**
 * Returns every virtual proxy of a site. Throws SITE_UNKNOWN, UNEXPECTED_RESPONSE and the codes of
 * the groups credential and network.
 */
export const virtualProxies: CommandHandler<'virtualProxies'> = async ({ site }, { signal }) => {
  const qrs = await connectToQrs(await requireSite(site))
  return { virtualProxies: await readVirtualProxies(qrs, { signal }) }
}

/**
 * Returns the sessions of a user or of a virtual proxy. A session id lets anyone act as its user.
 * Sessions of users that the site may not impersonate are therefore only counted.
 */
export const sessions: CommandHandler<'sessions'> = async (
  { site: id, prefix, user: received },
  { signal },
) => {
  parsePrefix(prefix)
  const user = received && parseUser(received)
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
