import type { Site } from '#protocol/site'
import { shownAt, urlOf } from './shown-at.ts'

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
 * The prefix that the address of a tab on that site tells, the empty one on a page of the default virtual proxy. Undefined where it
 * tells none: on what everybody has at the root of a host, and on what may be another product's.
 */
export function prefixOfTab(site: Site, tabUrl: string | undefined): string | undefined {
  const shown = shownAt(tabUrl, site.hub)
  if (shown === undefined || shown.kind === 'other') return undefined
  return shown.prefix !== '' || shown.kind === 'page' || shown.kind === 'login' ? shown.prefix : undefined
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
