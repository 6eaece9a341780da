import { isHttps } from './site.ts'

/** What a cookie lacks that the beginning of its name requires. */
export interface CookiePrefixRule {
  /** The beginning of the name, as the specification spells it. */
  prefix: string
  requires: 'https' | 'secure' | 'hostOnly'
}

/** The prefixes that browsers know, longest first (RFC 6265bis §4.1.3; Chromium 140 for Http). */
const prefixes = [
  { prefix: '__Host-Http-', isHostOnly: true },
  { prefix: '__Secure-', isHostOnly: false },
  { prefix: '__Host-', isHostOnly: true },
  { prefix: '__Http-', isHostOnly: false },
]

/** Returns why browsers reject a cookie with such a name; undefined if they accept it. */
export function findBrokenPrefixRule({
  name,
  url,
  secure,
  hostOnly,
}: {
  name: string
  url: string
  secure: boolean
  hostOnly: boolean
}): CookiePrefixRule | undefined {
  // Browsers ignore case (docs/facts/browsers-and-node.md §1.5).
  const known = prefixes.find(({ prefix }) => name.toLowerCase().startsWith(prefix.toLowerCase()))
  if (known === undefined) return undefined
  const { prefix } = known
  if (!isHttps(url)) return { prefix, requires: 'https' }
  if (!secure) return { prefix, requires: 'secure' }
  return known.isHostOnly && !hostOnly ? { prefix, requires: 'hostOnly' } : undefined
}
