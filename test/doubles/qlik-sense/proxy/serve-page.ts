import { getQueryValue } from '../http/request.ts'
import { html, type OutgoingResponse, redirect, withHeaders } from '../http/response.ts'
import { hasTooLargeAttributes } from '../qps/attribute-size.ts'
import type { Identity, Session } from '../site/sessions.ts'
import type { VirtualProxy } from '../site/virtual-proxies.ts'
import { refuseNoAccessPass, refuseSixthSession } from './access-limits.ts'
import { createAnonymousIdentity } from './anonymous.ts'
import { respondHeaderIncorrect } from './bad-request-page.ts'
import { getOrigin, type ProxyContext } from './context.ts'
import { redirectToLogin } from './login-redirect.ts'
import { formatSessionCookie, repeatCookieHeader, useSession } from './session-cookie.ts'

/** Renders a page for a signed-in user. */
export type PageRenderer = (identity: Identity, virtualProxy: VirtualProxy) => string

/**
 * Serves a page: by ticket, session or as anonymous user, or redirects to the login
 * (docs/facts/qlik-sense.md §3.1).
 */
export function servePage(call: ProxyContext, render: PageRenderer): OutgoingResponse {
  const redeemed = redeemTicket(call)
  if (redeemed) return redeemed
  const session = useSession(call)
  if (session) return servePageForSession(session, call, render)
  const anonymous = createAnonymousIdentity(call.virtualProxy)
  return anonymous ? html(200, render(anonymous, call.virtualProxy)) : redirectToLogin(call)
}

function servePageForSession(session: Session, call: ProxyContext, render: PageRenderer): OutgoingResponse {
  if (call.site.unknowns.attributesTooLarge === 'hub400' && hasTooLargeAttributes(session))
    return respondHeaderIncorrect()
  return (
    refuseNoAccessPass(session, call) ??
    refuseSixthSession(session, call) ??
    html(200, render(session, call.virtualProxy), repeatCookieHeader(call, session))
  )
}

/**
 * Exchanges `?QlikTicket=…` in any case for a session and its cookie (docs/facts/qlik-sense.md §1.4
 * and §3.2).
 */
function redeemTicket(call: ProxyContext): OutgoingResponse | undefined {
  const { request: question, site, virtualProxy } = call
  const ticket = getQueryValue(question, 'qlikTicket')
  const identity = ticket === undefined ? undefined : site.tickets.redeem(virtualProxy.prefix, ticket)
  if (!identity) return undefined
  const session = site.sessions.add(virtualProxy.prefix, crypto.randomUUID(), identity)
  const cookie = { 'set-cookie': formatSessionCookie(call, session.sessionId) }
  return withHeaders(redirect(302, `${getOrigin(question)}${question.path}`), cookie)
}
