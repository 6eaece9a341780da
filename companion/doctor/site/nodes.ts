import { getHost } from '#protocol/hub-urls'
import type { ProxyNode, ServedVirtualProxy } from '#protocol/virtual-proxy'
import type { SiteConfiguration } from '../../config/schema.ts'
import { parseAddress } from '../../util/address.ts'
import { resolveAddresses } from './addresses-of.ts'
import { findNodesOfHost, type ProxyNodesFound } from './proxy-nodes.ts'

/** Looks which proxy nodes a site's hub and QPS are. What has no address is nowhere. */
export async function findProxyNodes(
  { hub, qps }: SiteConfiguration,
  virtualProxies: readonly ServedVirtualProxy[],
  signal: AbortSignal,
): Promise<ProxyNodesFound> {
  const nodes = deduplicateNodes(virtualProxies.flatMap(({ proxies }) => proxies))
  const hubHost = stripBrackets(getHost(hub))
  const qpsHost = parseAddress(qps).host
  const hosts = [...new Set([hubHost, qpsHost, ...nodes.map(({ host }) => host)])]
  const resolve = async (host: string): Promise<[string, string[]]> => [
    host,
    await resolveAddresses(host, signal).catch(() => []),
  ]
  const addresses = new Map(await Promise.all(hosts.map(resolve)))
  return {
    hub,
    qps,
    nodes,
    hubNodes: findNodesOfHost(hubHost, nodes, addresses),
    qpsNodes: findNodesOfHost(qpsHost, nodes, addresses),
  }
}

const deduplicateNodes = (nodes: readonly ProxyNode[]): ProxyNode[] => [
  ...new Map(nodes.map(node => [`${node.host.toLowerCase()}:${node.restPort}`, node])).values(),
]

const stripBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')
