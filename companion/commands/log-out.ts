import type { Params } from '#protocol/commands'
import { nameOf } from '#protocol/identity'
import { expectPrefix } from '#protocol/prefix'
import { audited } from '../audit/audited.ts'
import { expectSite } from '../config/configuration.ts'
import type { HeldSession } from '../qps/answers.ts'
import { connectToQps } from '../qps/client.ts'
import { expectAllowed } from '../users.ts'
import type { Context, Handler } from './index.ts'

/** Ends all sessions of a user on a virtual proxy, and says how many there were. */
export const logOut: Handler<'logOut'> = async (params, context) => ({
  ended: (await endSessionsOf(params, context)).length,
})

/**
 * Gives the sessions that were ended. The site's `users` hold here too: who may not be impersonated may not be thrown out either.
 * The audit log tells of it. Throws USER_NOT_ALLOWED.
 */
export const endSessionsOf = (
  { site: id, prefix, user }: Params<'logOut'>,
  { signal, via }: Context,
): Promise<HeldSession[]> =>
  audited({ action: 'user.logout', site: id, virtualProxy: prefix, user: nameOf(user), via }, async () => {
    expectPrefix(prefix)
    const site = await expectSite(id)
    expectAllowed(user, site)
    const qps = await connectToQps(site)
    return qps.logOut(prefix, user, { signal })
  })
