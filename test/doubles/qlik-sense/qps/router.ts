import { getHeader, type IncomingRequest } from '../http/request.ts'
import { empty, type OutgoingResponse, text } from '../http/response.ts'
import { type Route, routeRequest } from '../http/routes.ts'
import { refuseWithoutCertificate } from '../http/unauthenticated.ts'
import { refuseForgery, XSRF_MESSAGES } from '../http/xrfkey.ts'
import { findReachableVirtualProxy, type Site } from '../site/site.ts'
import { getAbout, getAlive, getHealth, getOpenApi } from './about.ts'
import type { QpsContext } from './context.ts'
import {
  addSession,
  deleteSession,
  deleteUser,
  getSession,
  listSessions,
  listSessionsOfUser,
} from './sessions.ts'
import { addTicket } from './tickets.ts'

/** Routes below `/qps/{vp/}` (docs/facts/qlik-sense.md §1.3). */
const ROUTES: readonly Route<QpsContext>[] = [
  { method: 'POST', path: 'session', handle: addSession },
  { method: 'GET', path: 'session', handle: listSessions },
  { method: 'GET', path: 'session/:id', handle: getSession },
  { method: 'DELETE', path: 'session/:id', handle: deleteSession },
  { method: 'GET', path: 'user/:directory/:id', handle: listSessionsOfUser },
  { method: 'DELETE', path: 'user/:directory/:id', handle: deleteUser },
  { method: 'POST', path: 'ticket', handle: addTicket },
  { method: 'GET', path: 'alive', handle: getAlive },
  { method: 'GET', path: 'health', handle: getHealth },
  { method: 'GET', path: 'about/:page', handle: getAbout },
  { method: 'GET', path: 'about/openapi/:api', handle: getOpenApi },
]

const FIRST_SEGMENTS = new Set(ROUTES.map(({ path }) => path.split('/')[0]))

/** Handles a request on 4243: certificate, xrfkey, virtual proxy, then the route. */
export function handleQpsRequest(request: IncomingRequest, site: Site): OutgoingResponse {
  return (
    refuseCaller(request, site) ??
    refuseForgery(request, site.unknowns, XSRF_MESSAGES.qps) ??
    refuseContentType(request, site) ??
    handleRoute(request, site)
  )
}

const refuseCaller = (request: IncomingRequest, site: Site): OutgoingResponse | undefined =>
  site.defects.has('qpsWithoutCertificate') ? undefined : refuseWithoutCertificate(request, site.unknowns)

function handleRoute(request: IncomingRequest, site: Site): OutgoingResponse {
  const [service, first = '', ...rest] = request.segments
  if (service?.toLowerCase() !== 'qps') return empty(404)
  const isPrefixed = !FIRST_SEGMENTS.has(first.toLowerCase())
  const prefix = isPrefixed ? first : ''
  const segments = isPrefixed ? rest : [first, ...rest]
  return (
    refusePrefix(prefix, site) ??
    routeRequest(ROUTES, { method: request.method, segments }, { request, site, prefix }) ??
    empty(404)
  )
}

/**
 * Rejects an unknown prefix. No source describes the response (docs/facts/qlik-sense.md Unknown 3).
 */
function refusePrefix(prefix: string, site: Site): OutgoingResponse | undefined {
  const { unknownPrefixOnQps } = site.unknowns
  if (unknownPrefixOnQps === 'accept' || findReachableVirtualProxy(site, prefix)) return undefined
  return empty(Number(unknownPrefixOnQps))
}

function refuseContentType(
  request: IncomingRequest,
  { unknowns: { contentTypeNotJson } }: Site,
): OutgoingResponse | undefined {
  if (request.method !== 'POST' || contentTypeNotJson === 'accept') return undefined
  const isJson = getHeader(request, 'content-type')?.toLowerCase().startsWith('application/json')
  return isJson ? undefined : text(Number(contentTypeNotJson), 'The content type is not application/json')
}
