import { expectPrefix } from '#protocol/prefix'
import { expectSite } from '../config/configuration.ts'
import { connectToQps } from '../qps/client.ts'
import { expectAllowed } from '../users.ts'
import type { Handler } from './index.ts'

/** The site's `users` hold here too: who may not be impersonated may not be thrown out either. Throws USER_NOT_ALLOWED. */
export const logOut: Handler<'logOut'> = async ({ site: id, prefix, user }, { signal }) => {
  expectPrefix(prefix)
  const site = await expectSite(id)
  expectAllowed(user, site)
  const qps = await connectToQps(site)
  return { ended: (await qps.logOut(prefix, user, { signal })).length }
}
