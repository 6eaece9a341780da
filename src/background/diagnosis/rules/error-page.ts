import { getHost } from '#protocol/hub-urls'
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
      const accepted = listAcceptedHosts(facts)
      const host = getHost(facts.hub).toLowerCase()
      return isErrorPage(facts) &&
        accepted !== undefined &&
        !accepted.some(name => matchesHostName(host, name))
        ? conclusive([host, accepted.join(', ')])
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

/** Returns the names of the proxy nodes and the host allow list, or undefined if unknown. */
function listAcceptedHosts({ virtualProxy }: Facts): string[] | undefined {
  const { proxies = [], hostAllowList = [] } = virtualProxy ?? {}
  const names = [...proxies.map(({ host }) => host), ...hostAllowList]
  return proxies.length === 0 ? undefined : [...new Set(names.map(toBareHost))]
}

const toBareHost = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[:/].*$/, '')

/** Compares short and fully qualified names of a host (docs/facts/qlik-sense.md §2.1). */
const matchesHostName = (host: string, name: string): boolean =>
  host === name || host === name.split('.')[0] || host.split('.')[0] === name
