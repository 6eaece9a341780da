import { getQueryValue, type IncomingRequest } from '../http/request.ts'
import { empty, json, type OutgoingResponse, text } from '../http/response.ts'
import { type PathParams, type Route, routeRequest } from '../http/routes.ts'
import { refuseWithoutCertificate } from '../http/unauthenticated.ts'
import { refuseForgery, XSRF_MESSAGES } from '../http/xrfkey.ts'
import type { Site } from '../site/site.ts'
import { getQrsAbout } from './about.ts'
import { getAccessTypeInfo, getAccessTypeOverview } from './access-overview.ts'
import { refuseUnnamedCaller } from './caller.ts'
import { FilterNotUnderstood, parseFilter } from './filter.ts'
import { getLicense, listAccessTypes } from './license.ts'
import { listCondensedProxyServices, listFullProxyServices, toFullProxyService } from './proxy-service.ts'
import { toCondensedUser, toFullUser } from './users.ts'
import { toCondensedVirtualProxy, toFullVirtualProxy, type WireItem } from './virtual-proxy-config.ts'

interface QrsContext {
  readonly request: IncomingRequest
  readonly site: Site
}

const listCondensedProxies = ({ site }: QrsContext): WireItem[] =>
  site.virtualProxies.map(each => toCondensedVirtualProxy(each, site))
const listFullProxies = ({ site }: QrsContext): WireItem[] =>
  site.virtualProxies.map(each => toFullVirtualProxy(each, site))

/** Routes below `/qrs/` (docs/facts/qlik-sense.md §4.2 to §4.5). */
const ROUTES: readonly Route<QrsContext>[] = [
  { method: 'GET', path: 'about', handle: getQrsAbout },
  { method: 'GET', path: 'ssl/ping', handle: () => json(200, { value: true }) },
  {
    method: 'GET',
    path: 'virtualproxyconfig',
    handle: context => respondFiltered(listCondensedProxies(context), context),
  },
  {
    method: 'GET',
    path: 'virtualproxyconfig/full',
    handle: context => respondFiltered(listFullProxies(context), context),
  },
  {
    method: 'GET',
    path: 'virtualproxyconfig/:id',
    handle: (context, captured) => respondWithId(listFullProxies(context), captured('id')),
  },
  {
    method: 'GET',
    path: 'proxyservice',
    handle: context => respondFiltered(listCondensedProxyServices(context.site), context),
  },
  {
    method: 'GET',
    path: 'proxyservice/full',
    handle: context => respondFiltered(listFullProxyServices(context.site), context),
  },
  { method: 'GET', path: 'proxyservice/local', handle: ({ site }) => json(200, toFullProxyService(site)) },
  {
    method: 'GET',
    path: 'proxyservice/:id',
    handle: ({ site }, captured) => respondWithId(listFullProxyServices(site), captured('id')),
  },
  {
    method: 'GET',
    path: 'user',
    handle: context => respondFiltered(context.site.users.map(toCondensedUser), context),
  },
  { method: 'GET', path: 'license', handle: getLicense },
  {
    method: 'GET',
    path: 'license/accesstypeoverview',
    handle: ({ site }) => getAccessTypeOverview(site),
  },
  { method: 'GET', path: 'license/accesstypeinfo', handle: ({ site }) => getAccessTypeInfo(site) },
  { method: 'GET', path: 'license/:kind', handle: respondWithAccessTypes },
  { method: 'GET', path: 'license/:kind/full', handle: respondWithAccessTypes },
  {
    method: 'GET',
    path: 'user/full',
    handle: context => respondFiltered(context.site.users.map(toFullUser), context),
  },
]

/** Handles a request on 4242: certificate, path, xrfkey, caller, then the route. */
export function handleQrsRequest(request: IncomingRequest, site: Site): OutgoingResponse {
  const { method, segments } = request
  return (
    refuseWithoutCertificate(request, site.unknowns) ??
    refusePath(request) ??
    refuseForgery(request, site.unknowns, XSRF_MESSAGES.qrs) ??
    refuseUnnamedCaller(request, site.unknowns) ??
    routeRequest(ROUTES, { method, segments: segments.slice(1) }, { request, site }) ??
    empty(404)
  )
}

/**
 * Answers 404 to a path with a prefix, since virtual proxies do not exist here
 * (docs/facts/qlik-sense.md §1.5).
 */
const refusePath = ({ segments }: IncomingRequest): OutgoingResponse | undefined =>
  segments[0]?.toLowerCase() === 'qrs' ? undefined : empty(404)

function respondFiltered(items: readonly WireItem[], { request }: QrsContext): OutgoingResponse {
  try {
    return json(200, items.filter(parseFilter(getQueryValue(request, 'filter'))))
  } catch (error) {
    if (error instanceof FilterNotUnderstood) return text(400, error.message)
    throw error
  }
}

function respondWithAccessTypes(context: QrsContext, captured: PathParams): OutgoingResponse {
  const items = listAccessTypes(captured('kind'), context.site)
  return items === undefined ? empty(404) : respondFiltered(items, context)
}

function respondWithId(items: readonly WireItem[], id: string): OutgoingResponse {
  const item = items.find(each => each.id === id)
  return item ? json(200, item) : empty(404)
}
