import { failure } from '#protocol/errors'

/**
 * The path of a question to the Repository Service, from what somebody typed: `about`, `/qrs/about`, with or without a query.
 * Throws BAD_REQUEST for one that would leave `/qrs`, however it is written.
 */
export function parseQrsPath(received: string): string {
  const url = parseQrsUrl(received)
  if (url === undefined || !isBelowQrs(url)) throw badPathFailure(received)
  return url.pathname + removeXrfkey(url.search)
}

const origin = 'https://qrs'

function parseQrsUrl(received: string): URL | undefined {
  const typed = received.trim().replace(/^\/?qrs\/|^\/(?!\/)/i, '')
  return typed !== '' && URL.canParse(typed, `${origin}/qrs/`) ? new URL(typed, `${origin}/qrs/`) : undefined
}

/** A server may read `%2f` and `%5c` as the slashes that they stand for, and then see dots that lead upwards. */
const isBelowQrs = ({ origin: urlOrigin, pathname }: URL): boolean =>
  urlOrigin === origin && /^\/qrs\/[^/]/.test(pathname) && !/%2f|%5c|%25|\/\//i.test(pathname)

/** The key is made anew for each question. */
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
