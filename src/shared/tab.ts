import type { Site } from '#protocol/site'
import { parseHubUrl, parseUrl } from './hub-location.ts'

/** The known site that a tab shows: the same origin, or at least the same host. */
export function siteOfTab(sites: readonly Site[], tabUrl: string | undefined): Site | undefined {
  const tab = parseUrl(tabUrl)
  if (tab === undefined) return undefined
  return (
    sites.find(site => parseUrl(site.hub)?.origin === tab.origin) ??
    sites.find(site => parseUrl(site.hub)?.hostname === tab.hostname)
  )
}

/**
 * The prefix that the address of a tab on that site tells, the empty one on a page of the default virtual proxy. Undefined where it
 * tells none: on what everybody has at the root of a host, and on what may be another product's.
 */
export function prefixOfTab(site: Site, tabUrl: string | undefined): string | undefined {
  const location = parseHubUrl(tabUrl, site.hub)
  if (location === undefined || location.kind === 'other') return undefined
  return location.prefix !== '' || location.kind === 'page' || location.kind === 'login'
    ? location.prefix
    : undefined
}

/** The virtual proxy that a tab shows of a known site: of that very origin, for only there it can be asked. */
export function locationOfTab(
  sites: readonly Site[],
  tabUrl: string | undefined,
): { site: Site; prefix: string } | undefined {
  const site = sites.find(({ hub }) => parseUrl(hub)?.origin === parseUrl(tabUrl)?.origin)
  return tabUrl === undefined || site === undefined
    ? undefined
    : { site, prefix: prefixOfTab(site, tabUrl) ?? '' }
}
