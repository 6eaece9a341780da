import { hubAddress } from '#protocol/addresses'
import { shownAt } from '#shared/shown-at'

/**
 * The address of a page that a tab shows, on another virtual proxy of its site: the same app, the same sheet. Undefined for what
 * is no page of Qlik Sense's users: a login, a service, another product.
 */
export function keptPage(url: string | undefined, hub: string, prefix: string): string | undefined {
  const shown = shownAt(url, hub)
  if (url === undefined || shown?.kind !== 'page') return undefined
  const address = new URL(url)
  const search = searchOf(address)
  // The hub's own address has one form, whatever the tab shows.
  const isHub = /^\/hub\/?$/i.test(shown.path) && search === ''
  const place = isHub
    ? hubAddress(hub, prefix)
    : `${hub}${prefix === '' ? '' : `/${prefix}`}${shown.path}${search}`
  return place + harmless(address.hash)
}

/** A ticket, or whatever else lets somebody in, belongs to the user before (qlik-sense-facts §1.4). */
const lettingIn = /ticket|token|target|session|resturi|jwt|password/i

function searchOf({ search, searchParams }: URL): string {
  const all = [...searchParams]
  const kept = all.filter(([name]) => !lettingIn.test(name))
  if (kept.length === all.length) return search
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`
}

const harmless = (hash: string): string => (lettingIn.test(hash) ? '' : hash)
