import { getHostName, type IncomingRequest } from '../http/request.ts'
import type { Site } from '../site/site.ts'
import type { VirtualProxy } from '../site/virtual-proxies.ts'

/**
 * Returns the machine's names and the virtual proxy's host allow list (docs/facts/qlik-sense.md
 * §2.1 and §3.4).
 */
export const listAcceptedHosts = (
  { hosts }: Site,
  { websocketCrossOriginWhiteList }: VirtualProxy,
): readonly string[] => [...hosts, ...websocketCrossOriginWhiteList].map(host => host.toLowerCase())

export const isHostAccepted = (request: IncomingRequest, site: Site, virtualProxy: VirtualProxy): boolean =>
  site.defects.has('anyHostAccepted') || listAcceptedHosts(site, virtualProxy).includes(getHostName(request))
