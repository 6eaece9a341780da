import { randomBytes } from 'node:crypto'
import { getHeader, getQueryValue } from '../http/request.ts'
import { empty, json, type OutgoingResponse, withHeaders } from '../http/response.ts'
import { refuseForgery, XSRF_MESSAGES } from '../http/xrfkey.ts'
import { isReleaseSince } from '../site/release.ts'
import type { Identity, Session } from '../site/sessions.ts'
import { findUser } from '../site/users.ts'
import { createAnonymousIdentity } from './anonymous.ts'
import { getOrigin, type ProxyContext, toProxyUrl } from './context.ts'
import { useSession } from './find-session.ts'
import { listAcceptedHosts } from './hosts.ts'
import { selectInternalModule } from './login-redirect.ts'
import { clearCookieHeader, getAllSessionIds, repeatCookieHeader } from './session-cookie.ts'

/**
 * Handles GET `/{vp/}qps/user`: 200 in every state, camelCase, no xrfkey (docs/facts/qlik-sense.md
 * §2.1).
 */
export function getUser(context: ProxyContext): OutgoingResponse {
  const session = useSession(context)
  return session
    ? json(200, signedInBody(session, context), repeatCookieHeader(context, session))
    : json(200, signedOutBody(context))
}

function signedInBody(session: Session, context: ProxyContext): object {
  const { userDirectory, userId } = context.site.nameUser(session)
  const known = findUser(context.site, { userDirectory, userId })
  return {
    userDirectory:
      context.site.unknowns.userDirectoryCase === 'upperCased' ? userDirectory.toUpperCase() : userDirectory,
    userId,
    userName: known?.name ?? userId,
    logoutUri: `${getLogoutUri(context)}${context.site.defects.has('idInLogoutUri') ? `?session=${session.sessionId}` : ''}`,
  }
}

/** Returns the address that a client sends DELETE to (docs/facts/qlik-sense.md §2.1). */
export const getLogoutUri = (context: ProxyContext): string =>
  context.site.unknowns.logoutUri === 'withPrefix'
    ? toProxyUrl(context, 'qps/user')
    : `${getOrigin(context.request)}/qps/user`

/** Returns who the request belongs to. */
export const findCurrentIdentity = (context: ProxyContext): Identity | undefined =>
  useSession(context) ?? createAnonymousIdentity(context.virtualProxy)

const signedOutBody = (context: ProxyContext): object => ({
  ...createAnonymousIdentity(toEffectiveProxy(context)),
  session: 'inactive',
  ...findLoginUri(context),
})

function toEffectiveProxy(context: ProxyContext): ProxyContext['virtualProxy'] {
  const isOpened =
    context.site.defects.has('anonymousAgainstSetting') && getAllSessionIds(context).length === 0
  return isOpened ? { ...context.virtualProxy, anonymousAccessMode: 1 } : context.virtualProxy
}

/**
 * Returns the login address for a `targetUri` whose host is the proxy's or in the allow list
 * (docs/facts/qlik-sense.md §2.1).
 */
function findLoginUri(context: ProxyContext): { loginUri?: string } {
  const targetUri = getQueryValue(context.request, 'targetUri') ?? ''
  const host = URL.canParse(targetUri) ? new URL(targetUri).hostname : ''
  const isAccepted = listAcceptedHosts(context.site, context.virtualProxy).includes(host)
  if (!isAccepted && !(host && context.site.defects.has('anyTargetAccepted'))) return {}
  return {
    loginUri: `${toProxyUrl(context, selectInternalModule(context))}?targetUri=${encodeURIComponent(targetUri)}`,
  }
}

/**
 * Handles DELETE `/{vp/}qps/user`: 204, and ends every session of the user on this virtual proxy
 * (docs/facts/qlik-sense.md §2.2).
 */
export function logOut(context: ProxyContext): OutgoingResponse {
  const session = useSession(context)
  if (!session) return empty(204) // nothing to end, an assumption of the double
  const { defects, sessions, unknowns } = context.site
  const refusal = refuseForgedLogout(context)
  if (refusal && !defects.has('forgedLogoutAccepted')) return refusal
  const ended = defects.has('logoutKeepsSession') ? [] : sessions.ofUser(context.virtualProxy.prefix, session)
  for (const each of ended) sessions.end(each, 'loggedOut')
  const clears = unknowns.logoutClearsCookie === 'yes' && !defects.has('logoutKeepsCookie')
  return empty(204, clears ? clearCookieHeader(context) : {})
}

/**
 * Rejects a forged logout. Clients send an xrfkey or the csrf token, and whether either is required
 * is unknown (docs/facts/qlik-sense.md §2.2).
 */
function refuseForgedLogout({ request, site: { unknowns } }: ProxyContext): OutgoingResponse | undefined {
  if (unknowns.logoutNeeds === 'nothing' || getHeader(request, 'qlik-csrf-token')) return undefined
  return refuseForgery(request, unknowns, XSRF_MESSAGES.qrs)
}

/**
 * Handles GET `/{vp/}qps/csrftoken`: 204 with the token in a header, since May 2024
 * (docs/facts/qlik-sense.md §2.3).
 */
export function sendCsrfToken(context: ProxyContext): OutgoingResponse {
  const { site, virtualProxy } = context
  if (!isReleaseSince(site.release, 'May 2024')) return empty(404)
  const { antiCsrfCookie } = site.unknowns
  const token = site.csrfTokens.issue(virtualProxy.prefix, useSession(context))
  const given = empty(204, { 'qlik-csrf-token': token })
  if (antiCsrfCookie === 'none') return given
  return withHeaders(given, {
    'set-cookie': `${antiCsrfCookie}=${randomBytes(16).toString('hex')}; Path=/; HttpOnly; Secure`,
  })
}
