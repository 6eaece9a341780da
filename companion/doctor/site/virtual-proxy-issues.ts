import type { Finding } from '#protocol/findings/index'
import type { DoubtfulVirtualProxy } from '#protocol/findings/virtual-proxy-settings'
import { getHost } from '#protocol/hub-urls'
import { isReservedSegment } from '#protocol/prefix'
import { findingOf } from '#protocol/to-finding'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import { describeNode, type ProxyNodesFound } from './proxy-nodes.ts'

/** What a tester will meet there, in one line. */
export function describeSettings(virtualProxy: ServedVirtualProxy, hub: string): string {
  const { cookieName, cookieDomain, timeoutMinutes } = virtualProxy
  const { secure, sameSite } = selectCookieAttributes(hub, virtualProxy)
  const facts = [
    cookieName === undefined ? 'no cookie name' : `cookie ${cookieName}`,
    cookieDomain ? `for ${cookieDomain}` : undefined,
    secure === true ? 'Secure' : undefined,
    sameSite === undefined || sameSite === 'no attribute' ? undefined : `SameSite ${sameSite}`,
    timeoutMinutes === undefined ? undefined : `timeout ${timeoutMinutes} minutes`,
  ]
  return facts.filter(fact => fact !== undefined).join(', ')
}

/** What is likely to spoil a sign-in to this virtual proxy; nothing to say of one that cannot be signed in to at all but that. */
export function findIssues(virtualProxy: ServedVirtualProxy, found: ProxyNodesFound): Finding[] {
  const linkIssue = findLinkIssue(virtualProxy, found)
  if (linkIssue !== undefined) return [linkIssue]
  const { prefix } = virtualProxy
  return settingRules.flatMap(({ setting, findIn }) => {
    const value = findIn(virtualProxy, found)
    return value === undefined ? [] : [findingOf('VIRTUAL_PROXY_SETTING', { prefix, setting, value })]
  })
}

/** Each proxy serves only the virtual proxies that are linked to it (docs/facts/qlik-sense.md §3.4 and §3.6). */
function findLinkIssue(
  { prefix, proxies }: ServedVirtualProxy,
  { qpsNodes }: ProxyNodesFound,
): Finding | undefined {
  const serves = (host: string) => proxies.some(proxy => proxy.host === host)
  if (proxies.length > 0 && (qpsNodes.length === 0 || qpsNodes.some(({ host }) => serves(host))))
    return undefined
  const [node] = qpsNodes
  return findingOf('VIRTUAL_PROXY_NOT_LINKED', {
    prefix,
    proxies: proxies.map(describeNode),
    ...(node === undefined ? {} : { node: describeNode(node) }),
  })
}

interface SettingRule {
  setting: DoubtfulVirtualProxy['setting']
  /** What is doubtful about it; undefined when nothing is. */
  findIn: (virtualProxy: ServedVirtualProxy, found: ProxyNodesFound) => string | undefined
}

const settingRules: SettingRule[] = [
  {
    setting: 'prefix',
    findIn: ({ prefix }) => (isReservedSegment(prefix) ? prefix : undefined),
  },
  { setting: 'cookieName', findIn: ({ cookieName }) => (cookieName === undefined ? '' : undefined) },
  {
    setting: 'sameSite',
    findIn: (virtualProxy, { hub }) => {
      const { secure, sameSite } = selectCookieAttributes(hub, virtualProxy)
      return sameSite === 'none' && secure === false ? 'none' : undefined
    },
  },
  {
    setting: 'secure',
    findIn: ({ http }, { hub }) => (isPlainHttp(hub) && http.secure === true ? 'secure' : undefined),
  },
  {
    setting: 'cookieDomain',
    findIn: ({ cookieDomain }, { hub }) =>
      cookieDomain && !isWithin(getHost(hub), cookieDomain) ? cookieDomain : undefined,
  },
  { setting: 'hostAllowList', findIn: findDisallowedHost },
]

/** The machine's own names need not be in the list (docs/facts/qlik-sense.md §2.1); what ends in an entry is meant by it. */
function findDisallowedHost(
  { hostAllowList, proxies }: ServedVirtualProxy,
  { hub, hubNodes }: ProxyNodesFound,
): string | undefined {
  if (hostAllowList === undefined) return undefined
  const host = getHost(hub)
  const ownHosts = [...proxies, ...hubNodes].map(proxy => proxy.host)
  const isOwn = ownHosts.some(name => name.toLowerCase() === host || toShortName(name) === host)
  const isListed = hostAllowList.some(entry => isWithin(host, entry.replace(/^[a-z]+:\/\/|[:/].*$/gi, '')))
  return isOwn || isListed ? undefined : host
}

const toShortName = (name: string): string | undefined => name.toLowerCase().split('.')[0]

const isWithin = (host: string, domain: string): boolean => {
  const normalized = domain.toLowerCase().replace(/^\./, '')
  return host === normalized || host.endsWith(`.${normalized}`)
}

const isPlainHttp = (hub: string): boolean => hub.startsWith('http:')

const selectCookieAttributes = (
  hub: string,
  { http, https }: ServedVirtualProxy,
): ServedVirtualProxy['https'] => (isPlainHttp(hub) ? http : https)
