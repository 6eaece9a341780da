import { requireSite } from '../config/configuration.ts'
import { connectToQrs } from '../qlik/qrs/client.ts'
import { readVirtualProxies } from '../qlik/qrs/virtual-proxies.ts'
import type { CommandHandler } from './index.ts'

/** Every virtual proxy of a site. Throws SITE_UNKNOWN, the codes of the groups credential and network, UNEXPECTED_RESPONSE. */
export const virtualProxies: CommandHandler<'virtualProxies'> = async ({ site }, { signal }) => {
  const qrs = await connectToQrs(await requireSite(site))
  return { virtualProxies: await readVirtualProxies(qrs, { signal }) }
}
