import type { ServedVirtualProxy } from './virtual-proxy.ts'

/**
 * Returns whether the proxies accept a host name: one of their own names, short or fully qualified,
 * or a name within an entry of the host allow list (docs/facts/qlik-sense.md §2.1).
 */
export function isHostAccepted(
  host: string,
  { proxies = [], hostAllowList = [] }: Partial<Pick<ServedVirtualProxy, 'proxies' | 'hostAllowList'>>,
): boolean {
  const name = host.toLowerCase()
  const isOwnName = proxies.some(proxy => isSameMachine(name, proxy.host.toLowerCase()))
  return isOwnName || hostAllowList.some(entry => `.${name}`.endsWith(`.${toBareHost(entry)}`))
}

const isSameMachine = (one: string, other: string): boolean =>
  one === other || one === toShortName(other) || toShortName(one) === other

const toShortName = (host: string): string | undefined => host.split('.')[0]

/**
 * Returns the host of an allow list entry, which may have a scheme, a port, a path or a leading
 * dot.
 */
export const toBareHost = (entry: string): string =>
  entry
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[:/].*$/, '')
    .replace(/^\./, '')
