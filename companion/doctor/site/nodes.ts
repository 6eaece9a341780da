import { hostOf } from '#protocol/addresses'
import type { ProxyNode, ServedVirtualProxy } from '#protocol/virtual-proxy'
import { parseAddress } from '../../addresses.ts'
import type { SiteConfiguration } from '../../config/schema.ts'
import { addressesOf } from './addresses-of.ts'
import { type NodesFound, nodesOf } from './judge-nodes.ts'

/** Looks which proxy nodes a site's hub and QPS are. What has no address is nowhere. */
export async function findNodes(
  { hub, qps }: SiteConfiguration,
  virtualProxies: readonly ServedVirtualProxy[],
  signal: AbortSignal,
): Promise<NodesFound> {
  const nodes = distinct(virtualProxies.flatMap(({ proxies }) => proxies))
  const hubHost = unbracketed(hostOf(hub))
  const qpsHost = parseAddress(qps).host
  const hosts = [...new Set([hubHost, qpsHost, ...nodes.map(({ host }) => host)])]
  const find = async (host: string): Promise<[string, string[]]> => [
    host,
    await addressesOf(host, signal).catch(() => []),
  ]
  const addresses = new Map(await Promise.all(hosts.map(find)))
  return {
    hub,
    qps,
    nodes,
    hubNodes: nodesOf(hubHost, nodes, addresses),
    qpsNodes: nodesOf(qpsHost, nodes, addresses),
  }
}

const distinct = (nodes: readonly ProxyNode[]): ProxyNode[] => [
  ...new Map(nodes.map(node => [`${node.host.toLowerCase()}:${node.restPort}`, node])).values(),
]

const unbracketed = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')
