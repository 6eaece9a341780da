import { getHeader } from '../http/request.ts'
import type { OutgoingResponse } from '../http/response.ts'
import type { ProxyContext } from './context.ts'

type Headers = OutgoingResponse['headers']

/**
 * Adds the additional response headers of the virtual proxy, below those of the response itself
 * (docs/facts/qlik-sense.md §3.6).
 */
export const addResponseHeaders = (context: ProxyContext, response: OutgoingResponse): OutgoingResponse => ({
  ...response,
  headers: {
    ...removeByDefect(parseHeaders(context.virtualProxy.additionalResponseHeaders), context, response),
    ...reflectOrigin(context),
    ...response.headers,
  },
})

/** Parses lines `Name: value`. */
const parseHeaders = (lines: string): Headers =>
  Object.fromEntries(
    lines
      .split('\n')
      .map(line => line.split(/:(.*)/s))
      .filter(([name, value]) => name && value)
      .map(([name = '', value = '']) => [name.trim().toLowerCase(), value.trim()]),
  )

function removeByDefect(headers: Headers, { site }: ProxyContext, response: OutgoingResponse): Headers {
  const isPage = String(response.headers['content-type']).startsWith('text/html')
  const removed = [
    ...(site.defects.has('hstsOnPagesOnly') && !isPage ? ['strict-transport-security'] : []),
    ...(site.defects.has('hubFramedAnywhere') ? ['content-security-policy', 'x-frame-options'] : []),
  ]
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !removed.includes(name)))
}

function reflectOrigin({ request, site }: ProxyContext): Headers {
  const origin = getHeader(request, 'origin')
  if (origin === undefined || !site.defects.has('corsReflectsOrigin')) return {}
  return { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true', vary: 'Origin' }
}
