import { failure } from '#protocol/errors'
import { attributeValueRules, findBrokenRule } from '#protocol/name-rules'
import { hasUnsafeSegment } from '#protocol/path-segments'

/**
 * Returns the path of a request to the Repository Service for typed text such as `about` or
 * `/qrs/about`, with or without a query. Throws BAD_REQUEST if the path leads out of `/qrs`.
 */
export function parseQrsPath(received: string): string {
  const url = parseQrsUrl(received)
  if (url === undefined || !isBelowQrs(url) || findBrokenRule(attributeValueRules, received) !== undefined)
    throw badPathFailure(received)
  return url.pathname + removeXrfkey(url.search)
}

/** Returns whether a path, with or without a query, stays below `/qrs` as it is. */
export function isQrsPath(path: string): boolean {
  const url = URL.canParse(path, origin) ? new URL(path, origin) : undefined
  return url !== undefined && url.pathname + url.search === path && isBelowQrs(url)
}

const origin = 'https://qrs'

function parseQrsUrl(received: string): URL | undefined {
  const typed = received.trim().replace(/^\/?qrs\/|^\/(?!\/)/i, '')
  return typed !== '' && URL.canParse(typed, `${origin}/qrs/`) ? new URL(typed, `${origin}/qrs/`) : undefined
}

/** Rejects `%2f` and `%5c`: a server may decode them to slashes, and then follow dots upwards. */
function isBelowQrs({ origin: urlOrigin, pathname }: URL): boolean {
  const [, below] = /^\/qrs\/(.+?)\/?$/.exec(pathname) ?? []
  if (urlOrigin !== origin || below === undefined || /%2f|%5c|%25/i.test(below)) return false
  return !hasUnsafeSegment(decodeEscapes(below))
}

/** Decodes escapes; bytes that are not UTF-8 become U+FFFD. */
const decodeEscapes = (path: string): string =>
  path.replace(/(?:%[\da-f]{2})+/gi, escapes => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString())

/** Removes the key, because each request gets a new one. */
const removeXrfkey = (query: string): string => {
  const remaining = query
    .slice(1)
    .split('&')
    .filter(part => part !== '' && !/^xrfkey(=|$)/i.test(part))
  return remaining.length === 0 ? '' : `?${remaining.join('&')}`
}

const badPathFailure = (received: string) =>
  failure('BAD_REQUEST', {
    field: 'Path',
    received,
    expected: "a path below /qrs, like about or virtualproxyconfig/full?filter=prefix eq 'sales'",
  })
