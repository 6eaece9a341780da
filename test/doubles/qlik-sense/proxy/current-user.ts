import { randomBytes } from 'node:crypto'
import { getHeader, getQueryValue } from '../http/request.ts'
import { empty, json, type OutgoingResponse, withHeaders } from '../http/response.ts'
import { refuseForgery, XSRF_MESSAGES } from '../http/xrfkey.ts'
import type { Session } from '../site/sessions.ts'
import { isSameUser } from '../site/users.ts'
import { createAnonymousIdentity } from './anonymous.ts'
import { getOrigin, type ProxyContext, toProxyUrl } from './context.ts'
import { listAcceptedHosts } from './hosts.ts'
import { selectInternalModule } from './login-redirect.ts'
import { repeatCookieHeader, useSession } from './session-cookie.ts'

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
  const { userDirectory, userId } = session
  const known = context.site.users.find(user => isSameUser(user, session))
  return {
    userDirectory:
      context.site.unknowns.userDirectoryCase === 'upperCased' ? userDirectory.toUpperCase() : userDirectory,
    userId,
    userName: known?.name ?? userId,
    logoutUri:
      context.site.unknowns.logoutUri === 'withPrefix'
        ? toProxyUrl(context, 'qps/user')
        : `${getOrigin(context.request)}/qps/user`,
  }
}

const signedOutBody = (context: ProxyContext): object => ({
  ...createAnonymousIdentity(context.virtualProxy),
  session: 'inactive',
  ...findLoginUri(context),
})

/**
 * Returns the login address for a `targetUri` whose host is the proxy's or in the allow list
 * (docs/facts/qlik-sense.md §2.1).
 */
function findLoginUri(context: ProxyContext): { loginUri?: string } {
  const targetUri = getQueryValue(context.request, 'targetUri') ?? ''
  const host = URL.canParse(targetUri) ? new URL(targetUri).hostname : ''
  if (!listAcceptedHosts(context.site, context.virtualProxy).includes(host)) return {}
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
  const refusal = refuseForgedLogout(context)
  if (refusal) return refusal
  for (const each of context.site.sessions.ofUser(context.virtualProxy.prefix, session))
    context.site.sessions.end(each)
  return empty(204)
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
 * Handles GET `/{vp/}qps/csrftoken`: 204 with the token in a header (docs/facts/qlik-sense.md
 * §2.3).
 */
export function sendCsrfToken({ site }: ProxyContext): OutgoingResponse {
  const { antiCsrfCookie } = site.unknowns
  const given = empty(204, { 'qlik-csrf-token': randomBytes(16).toString('hex') })
  if (antiCsrfCookie === 'none') return given
  return withHeaders(given, {
    'set-cookie': `${antiCsrfCookie}=${randomBytes(16).toString('hex')}; Path=/; HttpOnly; Secure`,
  })
}
