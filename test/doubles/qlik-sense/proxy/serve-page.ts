import { getQueryValue } from '../http/request.ts'
import { html, type OutgoingResponse, redirect, withHeaders } from '../http/response.ts'
import { hasTooLargeAttributes } from '../qps/attribute-size.ts'
import { createSessionId } from '../site/session-ids.ts'
import type { Identity, Session } from '../site/sessions.ts'
import type { VirtualProxy } from '../site/virtual-proxies.ts'
import { refuseInactiveUser, refuseNoAccessPass, refuseSixthSession } from './access-limits.ts'
import { createAnonymousIdentity } from './anonymous.ts'
import { respondHeaderIncorrect } from './bad-request-page.ts'
import { getOrigin, type ProxyContext } from './context.ts'
import { useSession } from './find-session.ts'
import { redirectToLogin } from './login-redirect.ts'
import { formatSessionCookie, getAllSessionIds, repeatCookieHeader } from './session-cookie.ts'

/** Renders a page for a signed-in user. */
export type PageRenderer = (identity: Identity, virtualProxy: VirtualProxy) => string

/**
 * Serves a page: by ticket, session or as anonymous user, or redirects to the login
 * (docs/facts/qlik-sense.md §3.1).
 */
export function servePage(context: ProxyContext, render: PageRenderer): OutgoingResponse {
  const redeemed = redeemTicket(context)
  if (redeemed) return redeemed
  const session = useSession(context)
  if (session) return servePageForSession(session, context, render)
  const anonymous = createAnonymousIdentity(context.virtualProxy)
  return anonymous ? html(200, render(anonymous, context.virtualProxy)) : redirectToLogin(context)
}

function servePageForSession(
  session: Session,
  context: ProxyContext,
  render: PageRenderer,
): OutgoingResponse {
  if (context.site.unknowns.attributesTooLarge === 'hub400' && hasTooLargeAttributes(session))
    return respondHeaderIncorrect()
  return (
    refuseInactiveUser(session, context) ??
    refuseNoAccessPass(session, context) ??
    refuseSixthSession(session, context) ??
    html(200, render(session, context.virtualProxy), repeatCookieHeader(context, session))
  )
}

/**
 * Exchanges `?QlikTicket=…` in any case for a session and its cookie (docs/facts/qlik-sense.md §1.4
 * and §3.2).
 */
function redeemTicket(context: ProxyContext): OutgoingResponse | undefined {
  const { request, site, virtualProxy } = context
  const ticket = getQueryValue(request, 'qlikTicket')
  const identity = ticket === undefined ? undefined : site.tickets.redeem(virtualProxy.prefix, ticket)
  if (!identity) return undefined
  const session = site.sessions.add(virtualProxy.prefix, chooseSessionId(context), identity)
  const cookie = { 'set-cookie': formatSessionCookie(context, session.sessionId) }
  return withHeaders(redirect(302, `${getOrigin(request)}${request.path}`), cookie)
}

/** Chooses the id of a new session. The cookie that came with the ticket does not count. */
function chooseSessionId(context: ProxyContext): string {
  const { sessions, defects } = context.site
  const [planted] = getAllSessionIds(context)
  if (planted !== undefined) sessions.seenIds.add(planted)
  return planted !== undefined && defects.has('plantedIdKept') ? planted : createSessionId(context.site)
}
