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

/** Open to everybody, behind `/{vp/}`. */
const PUBLIC_ROUTES: readonly Route<ProxyContext>[] = [
  { method: 'GET', path: 'qps/user', handle: getUser },
  { method: 'DELETE', path: 'qps/user', handle: logOut },
  { method: 'GET', path: 'internal_forms_authentication', handle: serveLoginForm },
  { method: 'POST', path: 'internal_forms_authentication', handle: handleLogin },
  { method: 'GET', path: 'internal_windows_authentication', handle: challengeWindows },
]

/** For those with a session. */
const SESSION_ROUTES: readonly Route<ProxyContext>[] = [
  { method: 'GET', path: 'qps/csrftoken', handle: sendCsrfToken },
  { method: 'GET', path: 'qps/restarted', handle: () => empty(204) },
]

/** The words that end a prefix, in any letter case; the documented list goes on (docs/facts/qlik-sense.md §3.1). */
const RESERVED_SEGMENTS = new Set(
  'qmc client hub qps app api sense qrs resources extensions internal_forms_authentication internal_windows_authentication'.split(
    ' ',
  ),
)

/** The door on 443: its own name, virtual proxy, host name, then what was asked. */
export function handleProxyRequest(question: IncomingRequest, site: Site): OutgoingResponse {
  const { redirectOrigin: leadsTo } = site
  if (leadsTo !== undefined && getOrigin(question) !== leadsTo)
    return redirect(302, `${leadsTo}${question.target}`)
  const { prefix, segments } = splitPrefix(question.segments)
  const virtualProxy = findReachableVirtualProxy(site, prefix)
  if (!virtualProxy) return respondHeaderIncorrect()
  if (!isHostAccepted(question, site, virtualProxy)) return refuseHost(site)
  return handleInContext({ request: question, site, virtualProxy }, segments)
}

function handleInContext(call: ProxyContext, segments: readonly string[]): OutgoingResponse {
  const { method } = call.request
  // Seen for the default virtual proxy (docs/facts/qlik-sense.md §3.2); for a prefix alone it is the double's choice.
  if (segments.length === 0) return redirect(301, new URL(toProxyUrl(call, 'hub/')).pathname)
  const show = findPage(segments)
  if (show) return servePage(call, show)
  return routeRequest(PUBLIC_ROUTES, { method, segments }, call) ?? handleSessionRoute(call, segments)
}

/** The pages that a browser is shown: the hub with all below it, and apps. Anything else of `/sense` is not there. */
function findPage([first = '', second, app, ...pagePath]: readonly string[]): PageRenderer | undefined {
  if (first.toLowerCase() === 'hub') return renderHubPage
  return first.toLowerCase() === 'sense' && second === 'app' && app !== undefined
    ? createAppPageRenderer(app, pagePath)
    : undefined
}

function handleSessionRoute(call: ProxyContext, segments: readonly string[]): OutgoingResponse {
  const isSignedIn = useSession(call) !== undefined || call.virtualProxy.anonymousAccessMode > 0
  if (isSignedIn)
    return routeRequest(SESSION_ROUTES, { method: call.request.method, segments }, call) ?? empty(404)
  return call.site.unknowns.unauthenticatedCall === '401' ? empty(401) : redirectToLogin(call)
}

/** The prefix is what stands before a reserved word (docs/facts/qlik-sense.md §3.1). */
function splitPrefix(segments: readonly string[]): { prefix: string; segments: readonly string[] } {
  const [first, ...rest] = segments
  return first === undefined || RESERVED_SEGMENTS.has(first.toLowerCase())
    ? { prefix: '', segments }
    : { prefix: first, segments: rest }
}

/** The same page as for an unknown prefix, or 403 (docs/facts/qlik-sense.md §3.4). */
const refuseHost = ({ unknowns }: Site): OutgoingResponse =>
  unknowns.hostNotAccepted === '400' ? respondHeaderIncorrect() : text(403, 'Forbidden')
