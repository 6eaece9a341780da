import { hubAddress } from '#protocol/addresses'
import { isReserved } from '#protocol/reserved-words'

/**
 * The address of a page that a tab shows, on another virtual proxy of its site: the same app, the same sheet. Undefined for what
 * is no page of Qlik Sense's users: a login, a service, another product.
 */
export function keptPage(url: string | undefined, hub: string, prefix: string): string | undefined {
  const page = userPage(url, hub)
  if (page === undefined) return undefined
  const { path, address } = page
  const search = searchOf(address)
  // The hub's own address has one form, whatever the tab shows.
  const isHub = /^\/hub\/?$/i.test(path) && search === ''
  const place = isHub ? hubAddress(hub, prefix) : `${hub}${prefix === '' ? '' : `/${prefix}`}${path}${search}`
  return place + harmless(address.hash)
}

/** The prefix in the address of a page for users, the empty one too; undefined where it is no such page. */
export const prefixOfPage = (url: string, hub: string): string | undefined => userPage(url, hub)?.prefix

/** An address in its prefix and what comes after it, from a word on that begins a page (qlik-sense-facts §3.1). */
function userPage(url: string | undefined, hub: string) {
  const address = url !== undefined && URL.canParse(url) ? new URL(url) : undefined
  if (address?.origin !== hub) return undefined
  const [, first = '', second = ''] = address.pathname.toLowerCase().split('/')
  if (pages.has(first)) return { address, prefix: '', path: address.pathname }
  if (!pages.has(second) || isReserved(first)) return undefined
  return { address, prefix: first, path: address.pathname.slice(first.length + 1) }
}

const pages = new Set([
  'hub',
  'sense',
  'single',
  'dev-hub',
  'dataloadeditor',
  'datamodelviewer',
  'extensions',
  'workbencheditor',
])

/** A ticket, or whatever else lets somebody in, belongs to the user before (qlik-sense-facts §1.4). */
const lettingIn = /ticket|token|target|session|resturi|jwt|password/i

function searchOf({ search, searchParams }: URL): string {
  const all = [...searchParams]
  const kept = all.filter(([name]) => !lettingIn.test(name))
  if (kept.length === all.length) return search
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`
}

const harmless = (hash: string): string => (lettingIn.test(hash) ? '' : hash)
