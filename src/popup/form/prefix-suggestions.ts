import type { ListedProxy, SiteProxies } from '#shared/virtual-proxies'

/**
 * Returns the virtual proxies that match a text, those whose prefix starts with it first. Returns
 * none if the text is already the only match.
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
