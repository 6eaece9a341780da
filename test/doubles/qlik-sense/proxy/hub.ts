import { type Answer, html, redirect, withHeaders } from '../http/answer.ts'
import { queryValue } from '../http/question.ts'
import { hasTooLargeAttributes } from '../qps/attribute-size.ts'
import type { Identity, Session } from '../site/sessions.ts'
import type { VirtualProxy } from '../site/virtual-proxies.ts'
import { anonymousIdentity } from './anonymous.ts'
import { originOf, type ProxyCall } from './call.ts'
import { redirectToLogin } from './login-redirect.ts'
import { headerIncorrect } from './refusals.ts'
import { cookieSetAgain, presentedSession, sessionCookie } from './session-cookie.ts'
import { refuseNoAccessPass, refuseSixthSession } from './usage.ts'

/** What a signed-in browser is shown. */
export type ShowPage = (identity: Identity, virtualProxy: VirtualProxy) => string

/** GET of a page for users: ticket, then session, then anonymous, else to the login (qlik-sense-facts.md §3.1). */
export function answerPage(call: ProxyCall, show: ShowPage): Answer {
  const entered = enterWithTicket(call)
  if (entered) return entered
  const session = presentedSession(call)
  if (session) return pageFor(session, call, show)
  const anonymous = anonymousIdentity(call.virtualProxy)
  return anonymous ? html(200, show(anonymous, call.virtualProxy)) : redirectToLogin(call)
}

function pageFor(session: Session, call: ProxyCall, show: ShowPage): Answer {
  if (call.site.unknowns.attributesTooLarge === 'hub400' && hasTooLargeAttributes(session))
    return headerIncorrect()
  return (
    refuseNoAccessPass(session, call) ??
    refuseSixthSession(session, call) ??
    html(200, show(session, call.virtualProxy), cookieSetAgain(call, session))
  )
}

/** `?QlikTicket=…` in any letter case becomes a session and its cookie (qlik-sense-facts.md §1.4 and §3.2). */
function enterWithTicket(call: ProxyCall): Answer | undefined {
  const { question, site, virtualProxy } = call
  const ticket = queryValue(question, 'qlikTicket')
  const identity = ticket === undefined ? undefined : site.tickets.redeem(virtualProxy.prefix, ticket)
  if (!identity) return undefined
  const session = site.sessions.add(virtualProxy.prefix, crypto.randomUUID(), identity)
  const cookie = { 'set-cookie': sessionCookie(call, session.sessionId) }
  return withHeaders(redirect(302, `${originOf(question)}${question.path}`), cookie)
}
