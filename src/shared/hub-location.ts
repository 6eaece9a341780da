import { maxNameLength } from '#protocol/constants'
import { isValidPrefix, type ReservedSegment, reservedSegmentKind } from '#protocol/prefix'
import { getHost, type Site } from '#protocol/site'

/** The content at a URL on the origin of a hub. */
export interface HubLocation {
  /** The prefix of the virtual proxy; empty for the default one. */
  prefix: string
  /** `start` for a prefix alone; `other` for a path that may belong to another product. */
  kind: ReservedSegment | 'start' | 'other'
  /** The rest of the path, unchanged. */
  path: string
}

/**
 * Parses a URL of a hub. Undefined for another origin or if the first segment cannot be a prefix.
 */
export function parseHubUrl(text: string | undefined, hub: string): HubLocation | undefined {
  const url = parseUrl(text)
  if (url === undefined || url.origin !== parseUrl(hub)?.origin) return undefined
  const [, first = '', ...rest] = url.pathname.split('/')
  const ownPageKind = segmentKind(first)
  if (ownPageKind !== undefined) return { prefix: '', kind: ownPageKind, path: url.pathname }
  const prefix = decodeAsciiEscapes(first).toLowerCase()
  return isValidPrefix(prefix) && prefix.length <= maxNameLength
    ? { prefix, kind: segmentKind(rest[0]) ?? 'other', path: `/${rest.join('/')}` }
    : undefined
}

/** Returns whether a URL belongs to a virtual proxy. */
export const isOnVirtualProxy = (text: string, hub: string, prefix: string): boolean =>
  parseHubUrl(text, hub)?.prefix === prefix

const segmentKind = (segment = ''): HubLocation['kind'] | undefined =>
  segment === '' ? 'start' : reservedSegmentKind(decodeAsciiEscapes(segment))

/**
 * Servers treat an ASCII character like its escape (RFC 3986 §6.2.2.2); browsers keep what was
 * typed.
 */
const decodeAsciiEscapes = (segment: string): string => segment.replace(/%[2-7][\da-f]/gi, decodeURIComponent)

export const parseUrl = (text: string | undefined): ParsedUrl | undefined =>
  text !== undefined && URL.canParse(text) ? new URL(text) : undefined

interface ParsedUrl {
  origin: string
  hostname: string
  pathname: string
}

/**
 * Available in pages and workers, but not in the language library that this folder compiles with.
 */
declare const URL: { new (text: string): ParsedUrl; canParse(text: string): boolean }

/**
 * Returns the host permission that a hub needs. It has no port, because cookies have none. It has
 * both schemes, because browsers hide cookies without Secure from extensions that may not access
 * `http` (measured on Chromium 156).
 */
export const toOriginPattern = (hub: string): string => `*://${getHost(hub)}/*`

/** Returns the known site of a tab: of the same origin, or else of the same host. */
export function siteOfTab(sites: readonly Site[], tabUrl: string | undefined): Site | undefined {
  const tab = parseUrl(tabUrl)
  if (tab === undefined) return undefined
  return (
    sites.find(site => parseUrl(site.hub)?.origin === tab.origin) ??
    sites.find(site => parseUrl(site.hub)?.hostname === tab.hostname)
  )
}

/**
 * Returns the prefix in the URL of a tab; empty on a page of the default virtual proxy. Undefined
 * for pages at the root that belong to no virtual proxy, or to another product.
 */
export function prefixOfTab(site: Site, tabUrl: string | undefined): string | undefined {
  const location = parseHubUrl(tabUrl, site.hub)
  if (location === undefined || location.kind === 'other') return undefined
  return location.prefix !== '' || location.kind === 'page' || location.kind === 'login'
    ? location.prefix
    : undefined
}

/** Returns the site and virtual proxy of a tab. Only a tab of the same origin can be queried. */
export function locationOfTab(
  sites: readonly Site[],
  tabUrl: string | undefined,
): { site: Site; prefix: string } | undefined {
  const site = sites.find(({ hub }) => parseUrl(hub)?.origin === parseUrl(tabUrl)?.origin)
  return tabUrl === undefined || site === undefined
    ? undefined
    : { site, prefix: prefixOfTab(site, tabUrl) ?? '' }
}
