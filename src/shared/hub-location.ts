import { isValidPrefix } from '#protocol/prefix-form'
import { type ReservedSegment, reservedSegmentKind } from '#protocol/reserved-words'

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
