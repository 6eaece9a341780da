import { type Answer, empty, redirect, text } from '../http/answer.ts'
import type { Question } from '../http/question.ts'
import { follow, type Route } from '../http/routes.ts'
import { reachableVirtualProxy, type Site } from '../site/site.ts'
import { addressOf, originOf, type ProxyCall } from './call.ts'
import { isHostAccepted } from './hosts.ts'
import { answerPage, type ShowPage } from './hub.ts'
import { appPage, hubPage } from './hub-page.ts'
import { challengeWindows, logIn, loginForm } from './login.ts'
import { redirectToLogin } from './login-redirect.ts'
import { getUser, giveCsrfToken, logOut } from './personal.ts'
import { headerIncorrect } from './refusals.ts'
import { presentedSession } from './session-cookie.ts'

/** Open to everybody, behind `/{vp/}`. */
const OPEN: readonly Route<ProxyCall>[] = [
  { method: 'GET', path: 'qps/user', answer: getUser },
  { method: 'DELETE', path: 'qps/user', answer: logOut },
  { method: 'GET', path: 'internal_forms_authentication', answer: loginForm },
  { method: 'POST', path: 'internal_forms_authentication', answer: logIn },
  { method: 'GET', path: 'internal_windows_authentication', answer: challengeWindows },
]

/** For those with a session. */
const CLOSED: readonly Route<ProxyCall>[] = [
  { method: 'GET', path: 'qps/csrftoken', answer: giveCsrfToken },
  { method: 'GET', path: 'qps/restarted', answer: () => empty(204) },
]

/** The words that end a prefix, in any letter case; the documented list goes on (qlik-sense-facts.md §3.1). */
const RESERVED = new Set(
  'qmc client hub qps app api sense qrs resources extensions internal_forms_authentication internal_windows_authentication'.split(
    ' ',
  ),
)

/** The door on 443: its own name, virtual proxy, host name, then what was asked. */
export function answerProxy(question: Question, site: Site): Answer {
  const { leadsTo } = site
  if (leadsTo !== undefined && originOf(question) !== leadsTo)
    return redirect(302, `${leadsTo}${question.target}`)
  const { prefix, segments } = splitPrefix(question.segments)
  const virtualProxy = reachableVirtualProxy(site, prefix)
  if (!virtualProxy) return headerIncorrect()
  if (!isHostAccepted(question, site, virtualProxy)) return refuseHost(site)
  return answerCall({ question, site, virtualProxy }, segments)
}

function answerCall(call: ProxyCall, segments: readonly string[]): Answer {
  const { method } = call.question
  // Seen for the default virtual proxy (qlik-sense-facts.md §3.2); for a prefix alone it is the double's choice.
  if (segments.length === 0) return redirect(301, new URL(addressOf(call, 'hub/')).pathname)
  const show = pageAt(segments)
  if (show) return answerPage(call, show)
  return follow(OPEN, { method, segments }, call) ?? answerClosed(call, segments)
}

/** The pages that a browser is shown: the hub with all below it, and apps. Anything else of `/sense` is not there. */
function pageAt([first = '', second, app, ...place]: readonly string[]): ShowPage | undefined {
  if (first.toLowerCase() === 'hub') return hubPage
  return first.toLowerCase() === 'sense' && second === 'app' && app !== undefined
    ? appPage(app, place)
    : undefined
}

function answerClosed(call: ProxyCall, segments: readonly string[]): Answer {
  const isSignedIn = presentedSession(call) !== undefined || call.virtualProxy.anonymousAccessMode > 0
  if (isSignedIn) return follow(CLOSED, { method: call.question.method, segments }, call) ?? empty(404)
  return call.site.unknowns.unauthenticatedCall === '401' ? empty(401) : redirectToLogin(call)
}

/** The prefix is what stands before a reserved word (qlik-sense-facts.md §3.1). */
function splitPrefix(segments: readonly string[]): { prefix: string; segments: readonly string[] } {
  const [first, ...rest] = segments
  return first === undefined || RESERVED.has(first.toLowerCase())
    ? { prefix: '', segments }
    : { prefix: first, segments: rest }
}

/** The same page as for an unknown prefix, or 403 (qlik-sense-facts.md §3.4). */
const refuseHost = ({ unknowns }: Site): Answer =>
  unknowns.hostNotAccepted === '400' ? headerIncorrect() : text(403, 'Forbidden')
