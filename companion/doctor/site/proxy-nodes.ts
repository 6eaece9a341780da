import { failure } from '#protocol/errors'
import { findingOf } from '#protocol/findings/to-finding'
import { getHost } from '#protocol/site'
import type { ProxyNode, ServedVirtualProxy } from '#protocol/virtual-proxy'
import type { SiteConfiguration } from '../../config/schema.ts'
import { parseAddress } from '../../util/address.ts'
import type { CheckOutcome } from '../check.ts'
import { resolveAddresses } from './connect.ts'

/** The proxy nodes of a site, and which of them serve the hub and QPS. */
export interface ProxyNodesFound {
  /** An origin. */
  hub: string
  /** `host:port` */
  qps: string
  nodes: readonly ProxyNode[]
  hubNodes: readonly ProxyNode[]
  qpsNodes: readonly ProxyNode[]
}

/** Finds the proxy nodes of a site's hub and QPS. Ignores hosts without an address. */
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

/** The known addresses of each host. */
export type AddressesByHost = ReadonlyMap<string, readonly string[]>

/**
 * Returns the nodes that have the host's name, or otherwise one of its addresses, such as a short
 * name and its long form. The host of a load balancer matches no node.
 */
export function findNodesOfHost(
  host: string,
  nodes: readonly ProxyNode[],
  addresses: AddressesByHost,
): ProxyNode[] {
  const named = nodes.filter(node => node.host.toLowerCase() === host.toLowerCase())
  if (named.length > 0) return named
  const ownAddresses = addresses.get(host) ?? []
  return nodes.filter(node => addresses.get(node.host)?.some(address => ownAddresses.includes(address)))
}

/**
 * Checks that the proxy of the hub also creates the sessions: other proxies do not know them
 * (docs/facts/qlik-sense.md §3.6 and §6, row 20). Throws PROXY_NODES_DIFFER.
 */
export function compareProxyNodes({ hub, qps, nodes, hubNodes, qpsNodes }: ProxyNodesFound): CheckOutcome {
  const [hubNode] = hubNodes
  const [qpsNode] = qpsNodes
  const shared = hubNodes.find(node => qpsNodes.includes(node))
  if (shared !== undefined) return { note: `hub and QPS are on the node ${describeNode(shared)}` }
  if (hubNode !== undefined && qpsNode !== undefined)
    throw failure('PROXY_NODES_DIFFER', {
      hub,
      hubNode: describeNode(hubNode),
      qps,
      qpsNode: describeNode(qpsNode),
      wanted: `${hubNode.host}:${hubNode.restPort ?? 4243}`,
    })
  if (nodes.length < 2) return { note: describeOnlyNode(nodes[0]) }
  return { warnings: [findingOf('PROXY_NODE_UNKNOWN', { hub, qps, nodes: nodes.map(describeNode) })] }
}

const describeOnlyNode = (node: ProxyNode | undefined): string =>
  node === undefined ? 'no virtual proxy is linked to a proxy node' : `the only node is ${describeNode(node)}`

/** `Central (qlik01.acme.com)` */
export const describeNode = ({ name, host }: ProxyNode): string =>
  name === undefined || name.toLowerCase() === host.toLowerCase() ? host : `${name} (${host})`
