import { isPrefix } from '#protocol/prefix-form'
import { kindOfWord, type ReservedKind } from '#protocol/reserved-words'

/** What an address on a hub's origin shows. */
export interface Shown {
  /** Of the virtual proxy, as the QMC has it; empty for the default one. */
  prefix: string
  /** Nothing but a prefix is the start; what begins with no word of Qlik Sense may be of another product. */
  kind: ReservedKind | 'start' | 'other'
  /** What comes after the prefix, as it stands in the address. */
  path: string
}

/** Undefined for another origin, and for what stands below a segment that cannot be a prefix. */
export function shownAt(address: string | undefined, hub: string): Shown | undefined {
  const url = urlOf(address)
  if (url === undefined || url.origin !== urlOf(hub)?.origin) return undefined
  const [, first = '', ...rest] = url.pathname.split('/')
  const own = kindOf(first)
  if (own !== undefined) return { prefix: '', kind: own, path: url.pathname }
  const prefix = readable(first).toLowerCase()
  return isPrefix(prefix)
    ? { prefix, kind: kindOf(rest[0]) ?? 'other', path: `/${rest.join('/')}` }
    : undefined
}

/** Whether it shows something of that virtual proxy, whose prefix is known to be one. */
export const isOnVirtualProxy = (address: string, hub: string, prefix: string): boolean =>
  shownAt(address, hub)?.prefix === prefix

const kindOf = (segment = ''): Shown['kind'] | undefined =>
  segment === '' ? 'start' : kindOfWord(readable(segment))

/** Servers take an ASCII character and its escape for the same (RFC 3986 §6.2.2.2); browsers leave it as it was written. */
const readable = (segment: string): string => segment.replace(/%[2-7][\da-f]/gi, decodeURIComponent)

export const urlOf = (text: string | undefined): Address | undefined =>
  text !== undefined && URL.canParse(text) ? new URL(text) : undefined

interface Address {
  origin: string
  hostname: string
  pathname: string
}

/** There in pages and in workers, but not in the language, which is all that this folder may know. */
declare const URL: { new (text: string): Address; canParse(text: string): boolean }
