import type { IncomingRequest } from '../http/request.ts'
import { empty, type OutgoingResponse, redirect, text } from '../http/response.ts'
import { type Route, routeRequest } from '../http/routes.ts'
import { findReachableVirtualProxy, type Site } from '../site/site.ts'
import { respondHeaderIncorrect } from './bad-request-page.ts'
import { getOrigin, type ProxyContext, toProxyUrl } from './context.ts'
import { getUser, logOut, sendCsrfToken } from './current-user.ts'
import { isHostAccepted } from './hosts.ts'
import { createAppPageRenderer, renderHubPage } from './hub-page.ts'
import { challengeWindows, handleLogin, serveLoginForm } from './login.ts'
import { redirectToLogin } from './login-redirect.ts'
import { type PageRenderer, servePage } from './serve-page.ts'
import { useSession } from './session-cookie.ts'

/** Public routes below `/{vp/}`. */
const PUBLIC_ROUTES: readonly Route<ProxyContext>[] = [
  { method: 'GET', path: 'qps/user', handle: getUser },
  { method: 'DELETE', path: 'qps/user', handle: logOut },
  { method: 'GET', path: 'internal_forms_authentication', handle: serveLoginForm },
  { method: 'POST', path: 'internal_forms_authentication', handle: handleLogin },
  { method: 'GET', path: 'internal_windows_authentication', handle: challengeWindows },
]

/** Routes that require a session. */
const SESSION_ROUTES: readonly Route<ProxyContext>[] = [
  { method: 'GET', path: 'qps/csrftoken', handle: sendCsrfToken },
  { method: 'GET', path: 'qps/restarted', handle: () => empty(204) },
]

/**
 * The segments that end a prefix, in any case. The documented list is longer
 * (docs/facts/qlik-sense.md §3.1).
 */
const RESERVED_SEGMENTS = new Set(
  'qmc client hub qps app api sense qrs resources extensions internal_forms_authentication internal_windows_authentication'.split(
    ' ',
  ),
)

/** Handles a request on 443: redirect, virtual proxy, host name, then the route. */
export function handleProxyRequest(request: IncomingRequest, site: Site): OutgoingResponse {
  const { redirectOrigin } = site
  if (redirectOrigin !== undefined && getOrigin(request) !== redirectOrigin)
    return redirect(302, `${redirectOrigin}${request.target}`)
  const { prefix, segments } = splitPrefix(request.segments)
  const virtualProxy = findReachableVirtualProxy(site, prefix)
  if (!virtualProxy) return respondHeaderIncorrect()
  if (!isHostAccepted(request, site, virtualProxy)) return refuseHost(site)
  return handleInContext({ request, site, virtualProxy }, segments)
}

function handleInContext(context: ProxyContext, segments: readonly string[]): OutgoingResponse {
  const { method } = context.request
  // Observed for the default virtual proxy (docs/facts/qlik-sense.md §3.2). For a prefix it is an
  // assumption of the double.
  if (segments.length === 0) return redirect(301, new URL(toProxyUrl(context, 'hub/')).pathname)
  const show = findPage(segments)
  if (show) return servePage(context, show)
  return routeRequest(PUBLIC_ROUTES, { method, segments }, context) ?? handleSessionRoute(context, segments)
}

/** Returns the page of a path: the hub with everything below it, or an app. */
function findPage([first = '', second, app, ...pagePath]: readonly string[]): PageRenderer | undefined {
  if (first.toLowerCase() === 'hub') return renderHubPage
  return first.toLowerCase() === 'sense' && second === 'app' && app !== undefined
    ? createAppPageRenderer(app, pagePath)
    : undefined
}

function handleSessionRoute(context: ProxyContext, segments: readonly string[]): OutgoingResponse {
  const isSignedIn = useSession(context) !== undefined || context.virtualProxy.anonymousAccessMode > 0
  if (isSignedIn)
    return routeRequest(SESSION_ROUTES, { method: context.request.method, segments }, context) ?? empty(404)
  return context.site.unknowns.unauthenticatedCall === '401' ? empty(401) : redirectToLogin(context)
}

/**
 * Splits the prefix from the path: the segments before a reserved one (docs/facts/qlik-sense.md
 * §3.1).
 */
function splitPrefix(segments: readonly string[]): { prefix: string; segments: readonly string[] } {
  const [first, ...rest] = segments
  return first === undefined || RESERVED_SEGMENTS.has(first.toLowerCase())
    ? { prefix: '', segments }
    : { prefix: first, segments: rest }
}

/**
 * Answers a rejected host name with the page for an unknown prefix or with 403
 * (docs/facts/qlik-sense.md §3.4).
 */
const refuseHost = ({ unknowns }: Site): OutgoingResponse =>
  unknowns.hostNotAccepted === '400' ? respondHeaderIncorrect() : text(403, 'Forbidden')
