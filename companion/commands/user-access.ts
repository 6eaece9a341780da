import { parseUser } from '#protocol/identity-rules'
import { requireSite } from '../config/configuration.ts'
import { assertUserAllowed } from '../config/user-allowlist.ts'
import { readUserAccess } from '../qlik/qrs/access/user-access.ts'
import { connectToQrs } from '../qlik/qrs/client.ts'
import type { CommandHandler } from './command-handler.ts'

/**
 * Returns what QRS tells of a user, by GET requests alone. Throws IDENTITY_INVALID, USER_NOT_ALLOWED
 * and the codes of the group credential before anything is sent.
 */
export const userAccess: CommandHandler<'userAccess'> = async ({ site: id, user: received }, { signal }) => {
  const user = parseUser(received)
  const site = await requireSite(id)
  assertUserAllowed(user, site)
  return readUserAccess(await connectToQrs(site), user, { signal })
}
