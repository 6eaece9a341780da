import { isHostAccepted, toBareHost } from '#protocol/accepted-hosts'
import { getHost } from '#protocol/site'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import type { Facts } from '../facts.ts'
import { type CauseRule, conclusive, possible } from './rule.ts'

/**
 * The proxy answers 400 or 403 to hosts, prefixes and headers that it rejects, without a reason
 * (docs/facts/qlik-sense.md §3.4).
 */
export const errorPageRules: CauseRule[] = [
  {
    cause: 'hostNotAccepted',
    match: facts => {
      const virtualProxy: KnownVirtualProxy = facts.virtualProxy ?? {}
      const { proxies = [] } = virtualProxy
      const host = getHost(facts.hub).toLowerCase()
      return isErrorPage(facts) && proxies.length > 0 && !isHostAccepted(host, virtualProxy)
        ? conclusive([host, listAcceptedHosts(virtualProxy).join(', ')])
        : undefined
    },
  },
  {
    cause: 'attributesTooLarge',
    match: facts =>
      isErrorPage(facts) && facts.attributesBytes > defaultHeaderBytes / 2
        ? possible([facts.attributesBytes])
        : undefined,
  },
]

export const isErrorPage = ({ code, status = 0 }: Facts): boolean =>
  code === 'HUB_ERROR_PAGE' && status >= 400 && status < 500

/**
 * The default header limit of HTTP.SYS and the proxy (docs/facts/qlik-sense.md §1.3, §4.4). Other
 * headers use a part of it.
 */
const defaultHeaderBytes = 16 * 1024

/** Returns the proxies' own names and the hosts of the host allow list. */
const listAcceptedHosts = ({ proxies = [], hostAllowList = [] }: KnownVirtualProxy): string[] => [
  ...new Set([...proxies.map(({ host }) => host), ...hostAllowList].map(toBareHost)),
]

type KnownVirtualProxy = Partial<Pick<ServedVirtualProxy, 'proxies' | 'hostAllowList'>>
