import { parseUser } from '#protocol/identity-rules'
import { parsePrefix } from '#protocol/parse-prefix'
import { parseSessionId } from '#protocol/session-id'
import { requireSite } from '../config/configuration.ts'
import { assertUserAllowed } from '../config/user-allowlist.ts'
import { connectToQps } from '../qlik/qps/client.ts'
import { readAccessForSignIn } from '../qlik/qrs/access/user-access.ts'
import { connectToQrs } from '../qlik/qrs/client.ts'
import { createDeadline } from '../qlik/qrs/deadline.ts'
import type { CommandHandler } from './command-handler.ts'

/** A sign-in does not wait longer for QRS, in the worker one second. */
const qrsDeadlineMs = 900

/**
 * Returns what Qlik Sense tells of a session and its user. Leaves out what it does not tell. Throws
 * USER_NOT_ALLOWED if the site may not impersonate the user.
 */
export const verifySession: CommandHandler<'verifySession'> = async (params, { signal }) => {
  parsePrefix(params.prefix)
  parseSessionId(params.sessionId)
  const user = parseUser(params.user)
  const site = await requireSite(params.site)
  assertUserAllowed(user, site)
  const [session, access] = await Promise.all([
    connectToQps(site)
      .then(qps => qps.getSession(params.prefix, params.sessionId, { signal }))
      .catch(() => undefined),
    params.asksQrs
      ? connectToQrs(site)
          .then(qrs => readAccessForSignIn(qrs, user, createDeadline(signal, qrsDeadlineMs)))
          .catch(() => undefined)
      : undefined,
  ])
  // Without any attribute, Qlik Sense may have left them out.
  const attributes = session?.attributes.length === 0 ? undefined : session?.attributes
  return { attributes, hasAccessPass: access?.hasAccess, access }
}
