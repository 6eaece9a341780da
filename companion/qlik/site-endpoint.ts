import type { SiteConfiguration } from '../config/schema.ts'
import { loadCredential } from '../credentials/load.ts'
import { parseAddress, toAsciiHost } from '../util/address.ts'
import type { Endpoint } from './http/endpoint.ts'
import { getGate } from './http/request-gate.ts'

/**
 * Loads the site's credential and returns the endpoint of a service. Throws the codes of the group
 * credential.
 */
export async function resolveEndpoint(site: SiteConfiguration, service: 'qps' | 'qrs'): Promise<Endpoint> {
  const { secureContext, createContextWithoutCertificate, fingerprint, transport } = await loadCredential(
    site.credential,
  )
  const address = site[service]
  return {
    ...parseAddress(address),
    address,
    secureContext,
    createContextWithoutCertificate,
    fingerprint,
    transport,
    gate: getGate(site),
    serverName: site.tlsServerName === undefined ? undefined : toAsciiHost(site.tlsServerName),
  }
}
