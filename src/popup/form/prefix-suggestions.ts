import type { ListedProxy, SiteProxies } from '#shared/virtual-proxies'

/**
 * The virtual proxies that a text may mean: those whose prefix begins with it first, then those that have it somewhere. None when
 * there is nothing to add to it.
 */
export function filterProxies(typed: string, known: SiteProxies | undefined): ListedProxy[] {
  if (known?.status !== 'ready') return []
  const query = typed.trim().toLowerCase()
  const rank = ({ prefix, description = '', cookieName = '' }: ListedProxy): number => {
    if (prefix.startsWith(query)) return 0
    return `${prefix}\n${description}\n${cookieName}`.toLowerCase().includes(query) ? 1 : 2
  }
  const ranked = known.proxies.map(proxy => ({ proxy, rank: rank(proxy) })).filter(({ rank }) => rank < 2)
  const [best, ...others] = ranked.sort((one, other) => one.rank - other.rank).map(({ proxy }) => proxy)
  const isAlreadyTyped = others.length === 0 && best?.prefix === query
  return best === undefined || isAlreadyTyped ? [] : [best, ...others]
}
