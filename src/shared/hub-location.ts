import { getHost } from '#protocol/hub-urls'
import { isValidPrefix, type ReservedSegment, reservedSegmentKind } from '#protocol/prefix'
import type { Site } from '#protocol/site'

/** What an address on a hub's origin shows. */
export interface HubLocation {
  /** Of the virtual proxy, as the QMC has it; empty for the default one. */
  prefix: string
  /** Nothing but a prefix is the start; what begins with no word of Qlik Sense may be of another product. */
  kind: ReservedSegment | 'start' | 'other'
  /** What comes after the prefix, as it stands in the address. */
  path: string
}

/** Undefined for another origin, and for what stands below a segment that cannot be a prefix. */
export function parseHubUrl(text: string | undefined, hub: string): HubLocation | undefined {
  const url = parseUrl(text)
  if (url === undefined || url.origin !== parseUrl(hub)?.origin) return undefined
  const [, first = '', ...rest] = url.pathname.split('/')
  const ownPageKind = segmentKind(first)
  if (ownPageKind !== undefined) return { prefix: '', kind: ownPageKind, path: url.pathname }
  const prefix = decodeAsciiEscapes(first).toLowerCase()
  return isValidPrefix(prefix)
    ? { prefix, kind: segmentKind(rest[0]) ?? 'other', path: `/${rest.join('/')}` }
    : undefined
}

/** Whether it shows something of that virtual proxy, whose prefix is known to be one. */
export const isOnVirtualProxy = (text: string, hub: string, prefix: string): boolean =>
  parseHubUrl(text, hub)?.prefix === prefix

const segmentKind = (segment = ''): HubLocation['kind'] | undefined =>
  segment === '' ? 'start' : reservedSegmentKind(decodeAsciiEscapes(segment))

/** Servers take an ASCII character and its escape for the same (RFC 3986 §6.2.2.2); browsers leave it as it was written. */
const decodeAsciiEscapes = (segment: string): string => segment.replace(/%[2-7][\da-f]/gi, decodeURIComponent)

export const parseUrl = (text: string | undefined): ParsedUrl | undefined =>
  text !== undefined && URL.canParse(text) ? new URL(text) : undefined

interface ParsedUrl {
  origin: string
  hostname: string
  pathname: string
}

/** There in pages and in workers, but not in the language, which is all that this folder may know. */
declare const URL: { new (text: string): ParsedUrl; canParse(text: string): boolean }

/**
 * The one host permission that a hub needs, as a match pattern: without a port, because cookies know none, and for both
 * schemes, because the browser hides a cookie without Secure from whoever may not use `http` (measured on Chromium 156).
 */
export const toOriginPattern = (hub: string): string => `*://${getHost(hub)}/*`

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
