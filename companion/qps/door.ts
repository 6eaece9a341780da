import { parseAddress } from '../addresses.ts'
import type { SiteConfiguration } from '../config/schema.ts'
import { loadCredential } from '../credentials/load.ts'
import type { Door } from './exchange.ts'

/** The way to one service of a site, with its credential, which is loaded now. Throws the codes of the group credential. */
export async function doorTo(site: SiteConfiguration, service: 'qps' | 'qrs'): Promise<Door> {
  const { secureContext, withoutCertificate, fingerprint, transport } = await loadCredential(site.credential)
  const address = site[service]
  return {
    ...parseAddress(address),
    address,
    secureContext,
    withoutCertificate,
    fingerprint,
    transport,
    serverName: site.tlsServerName,
  }
}
