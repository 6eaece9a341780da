import { expectSite } from '../config/configuration.ts'
import { connectToQrs } from '../qrs/client.ts'
import { readVirtualProxies } from '../qrs/virtual-proxies.ts'
import type { Handler } from './index.ts'

/** Every virtual proxy of a site. Throws SITE_UNKNOWN, the codes of the groups credential and network, UNEXPECTED_RESPONSE. */
export const virtualProxies: Handler<'virtualProxies'> = async ({ site }, { signal }) => {
  const qrs = await connectToQrs(await expectSite(site))
  return { virtualProxies: await readVirtualProxies(qrs, { signal }) }
}
