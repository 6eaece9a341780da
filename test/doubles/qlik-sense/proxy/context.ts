import { getHeader, type IncomingRequest } from '../http/request.ts'
import type { Site } from '../site/site.ts'
import type { VirtualProxy } from '../site/virtual-proxies.ts'

/** A request to the front end for a reachable virtual proxy. */
export interface ProxyContext {
  readonly request: IncomingRequest
  readonly site: Site
  readonly virtualProxy: VirtualProxy
}

/** Returns scheme, host and port as the browser used them. */
export const getOrigin = (request: IncomingRequest): string =>
  `${request.secure ? 'https' : 'http'}://${getHeader(request, 'host') ?? 'localhost'}`

/**
 * Returns the address of a path of the virtual proxy. On this endpoint the prefix comes first
 * (docs/facts/qlik-sense.md §1.1).
 */
export const toProxyUrl = ({ request, virtualProxy: { prefix } }: ProxyContext, path: string): string =>
  `${getOrigin(request)}/${prefix === '' ? '' : `${prefix}/`}${path}`
