import { hostOf } from '#protocol/addresses'
import { type Finding, findingOf } from '#protocol/findings/index'
import type { DoubtfulVirtualProxy } from '#protocol/findings/site'
import { isReserved } from '#protocol/reserved-words'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import { type NodesFound, nodeInWords } from './judge-nodes.ts'

/** What a tester will meet there, in one line. */
export function describeSettings(virtualProxy: ServedVirtualProxy, hub: string): string {
  const { cookieName, cookieDomain, timeoutMinutes } = virtualProxy
  const { secure, sameSite } = attributesFor(hub, virtualProxy)
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
export function doubtsAbout(virtualProxy: ServedVirtualProxy, found: NodesFound): Finding[] {
  const unlinked = linkDoubt(virtualProxy, found)
  if (unlinked !== undefined) return [unlinked]
  const { prefix } = virtualProxy
  return doubts.flatMap(({ setting, findIn }) => {
    const value = findIn(virtualProxy, found)
    return value === undefined ? [] : [findingOf('VIRTUAL_PROXY_SETTING', { prefix, setting, value })]
  })
}

/** Each proxy serves only the virtual proxies that are linked to it (qlik-sense-facts §3.4 and §3.6). */
function linkDoubt({ prefix, proxies }: ServedVirtualProxy, { qpsNodes }: NodesFound): Finding | undefined {
  const serves = (host: string) => proxies.some(proxy => proxy.host === host)
  if (proxies.length > 0 && (qpsNodes.length === 0 || qpsNodes.some(({ host }) => serves(host))))
    return undefined
  const [node] = qpsNodes
  return findingOf('VIRTUAL_PROXY_NOT_LINKED', {
    prefix,
    proxies: proxies.map(nodeInWords),
    ...(node === undefined ? {} : { node: nodeInWords(node) }),
  })
}

interface Doubt {
  setting: DoubtfulVirtualProxy['setting']
  /** What is doubtful about it; undefined when nothing is. */
  findIn: (virtualProxy: ServedVirtualProxy, found: NodesFound) => string | undefined
}

const doubts: Doubt[] = [
  {
    setting: 'prefix',
    findIn: ({ prefix }) => (isReserved(prefix) ? prefix : undefined),
  },
  { setting: 'cookieName', findIn: ({ cookieName }) => (cookieName === undefined ? '' : undefined) },
  {
    setting: 'sameSite',
    findIn: (virtualProxy, { hub }) => {
      const { secure, sameSite } = attributesFor(hub, virtualProxy)
      return sameSite === 'none' && secure === false ? 'none' : undefined
    },
  },
  {
    setting: 'secure',
    findIn: ({ http }, { hub }) => (isPlain(hub) && http.secure === true ? 'secure' : undefined),
  },
  {
    setting: 'cookieDomain',
    findIn: ({ cookieDomain }, { hub }) =>
      cookieDomain && !isWithin(hostOf(hub), cookieDomain) ? cookieDomain : undefined,
  },
  { setting: 'hostAllowList', findIn: hostNotAllowed },
]

/** The machine's own names need not be in the list (qlik-sense-facts §2.1); what ends in an entry is meant by it. */
function hostNotAllowed(
  { hostAllowList, proxies }: ServedVirtualProxy,
  { hub, hubNodes }: NodesFound,
): string | undefined {
  if (hostAllowList === undefined) return undefined
  const host = hostOf(hub)
  const own = [...proxies, ...hubNodes].map(proxy => proxy.host)
  const isOwn = own.some(name => name.toLowerCase() === host || shortOf(name) === host)
  const isListed = hostAllowList.some(entry => isWithin(host, entry.replace(/^[a-z]+:\/\/|[:/].*$/gi, '')))
  return isOwn || isListed ? undefined : host
}

const shortOf = (name: string): string | undefined => name.toLowerCase().split('.')[0]

const isWithin = (host: string, domain: string): boolean => {
  const wanted = domain.toLowerCase().replace(/^\./, '')
  return host === wanted || host.endsWith(`.${wanted}`)
}

const isPlain = (hub: string): boolean => hub.startsWith('http:')

const attributesFor = (hub: string, { http, https }: ServedVirtualProxy): ServedVirtualProxy['https'] =>
  isPlain(hub) ? http : https
