import { isReserved } from '#protocol/reserved-words'
import type { Site } from '#protocol/site'

/** The known site that a tab shows: the same origin, or at least the same host. */
export function siteOfTab(sites: readonly Site[], tabUrl: string | undefined): Site | undefined {
  const tab = urlOf(tabUrl)
  if (tab === undefined) return undefined
  return (
    sites.find(site => urlOf(site.hub)?.origin === tab.origin) ??
    sites.find(site => urlOf(site.hub)?.hostname === tab.hostname)
  )
}

/**
 * The virtual proxy prefix that a tab on that site shows: what stands between the host and a word of Qlik Sense's own
 * (qlik-sense-facts §3.1); the empty one when such a word comes first on a page of the default virtual proxy. Undefined when
 * the address tells none.
 */
export function prefixOfTab(site: Site, tabUrl: string | undefined): string | undefined {
  const tab = urlOf(tabUrl)
  if (tab === undefined || tab.origin !== urlOf(site.hub)?.origin) return undefined
  const [, first = '', second = ''] = tab.pathname.toLowerCase().split('/')
  if (pages.has(first)) return ''
  const isPrefix = /^[a-z0-9._~-]+$/.test(first) && !isReserved(first)
  return isPrefix && (second === '' || isReserved(second)) ? first : undefined
}

/** The virtual proxy that a tab shows of a known site: of that very origin, for only there it can be asked. */
export function placeOfTab(
  sites: readonly Site[],
  tabUrl: string | undefined,
): { site: Site; prefix: string } | undefined {
  const site = sites.find(({ hub }) => urlOf(hub)?.origin === urlOf(tabUrl)?.origin)
  return tabUrl === undefined || site === undefined
    ? undefined
    : { site, prefix: prefixOfTab(site, tabUrl) ?? '' }
}

/** First path segments of the pages that every virtual proxy has: without a prefix before them, it is the default one. */
const pages = new Set(['hub', 'sense', 'internal_forms_authentication', 'internal_windows_authentication'])

const urlOf = (text: string | undefined): Address | undefined =>
  text !== undefined && URL.canParse(text) ? new URL(text) : undefined

interface Address {
  origin: string
  hostname: string
  pathname: string
}

/** There in pages and in workers, but not in the language, which is all that this folder may know. */
declare const URL: { new (text: string): Address; canParse(text: string): boolean }
