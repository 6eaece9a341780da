import { failure } from '#protocol/errors'
import { toPastableArgument } from '#protocol/quote-shell'

/**
 * Returns the origin of a hub address that a person typed or pasted; `/hub/` is removed. Throws
 * BAD_REQUEST.
 */
export function parseHubOrigin(received: string): string {
  const url = URL.canParse(received.trim()) ? new URL(received.trim()) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw hubOptionError(received, 'an address like https://qlik.acme.com')
  if (url.username !== '' || url.password !== '')
    throw hubOptionError('(with a user name, not shown)', 'the address without user name and password')
  if (url.search !== '' || url.hash !== '')
    throw hubOptionError(received, `the hub's address alone: ${url.origin}`)
  const virtualProxy = /^\/([^/]+)\/hub(\/|$)/i.exec(url.pathname)?.[1]
  if (virtualProxy !== undefined)
    throw hubOptionError(
      received,
      `${url.origin}, and the virtual proxy with "hubpass login --prefix ${toPastableArgument(virtualProxy)}"`,
    )
  if (!/^\/(hub\/?)?$/i.test(url.pathname))
    throw hubOptionError(received, `the hub's address without a path: ${url.origin}`)
  return url.origin
}

const hubOptionError = (received: string, expected: string) =>
  failure('BAD_REQUEST', { field: '--hub', received, expected })
