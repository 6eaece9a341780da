import { getHeader, type IncomingRequest } from '../http/request.ts'
import type { Site } from '../site/site.ts'
import type { VirtualProxy } from '../site/virtual-proxies.ts'

/** A request to the front end, for one virtual proxy that it can reach. */
export interface ProxyContext {
  readonly request: IncomingRequest
  readonly site: Site
  readonly virtualProxy: VirtualProxy
}

/** Scheme, host and port as the browser used them. */
export const getOrigin = (question: IncomingRequest): string =>
  `${question.secure ? 'https' : 'http'}://${getHeader(question, 'host') ?? 'localhost'}`

/** The address of a place of the virtual proxy: on this door the prefix comes first (docs/facts/qlik-sense.md §1.1). */
export const toProxyUrl = (
  { request: question, virtualProxy: { prefix } }: ProxyContext,
  path: string,
): string => `${getOrigin(question)}/${prefix === '' ? '' : `${prefix}/`}${path}`
