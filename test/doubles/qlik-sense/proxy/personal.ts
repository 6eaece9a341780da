import { randomBytes } from 'node:crypto'
import { type Answer, empty, json, withHeaders } from '../http/answer.ts'
import { headerValue, queryValue } from '../http/question.ts'
import { refuseForgery, XSRF_WORDS } from '../http/xrfkey.ts'
import type { Session } from '../site/sessions.ts'
import { isSameUser } from '../site/users.ts'
import { anonymousIdentity } from './anonymous.ts'
import { addressOf, originOf, type ProxyCall } from './call.ts'
import { acceptedHosts } from './hosts.ts'
import { internalModule } from './login-redirect.ts'
import { cookieSetAgain, presentedSession } from './session-cookie.ts'

/** GET `/{vp/}qps/user`: 200 in every state, camelCase, no xrfkey (qlik-sense-facts.md §2.1). */
export function getUser(call: ProxyCall): Answer {
  const session = presentedSession(call)
  return session
    ? json(200, signedIn(session, call), cookieSetAgain(call, session))
    : json(200, signedOut(call))
}

function signedIn(session: Session, call: ProxyCall): object {
  const { userDirectory, userId } = session
  const known = call.site.users.find(user => isSameUser(user, session))
  return {
    userDirectory:
      call.site.unknowns.userDirectoryCase === 'upperCased' ? userDirectory.toUpperCase() : userDirectory,
    userId,
    userName: known?.name ?? userId,
    logoutUri:
      call.site.unknowns.logoutUri === 'withPrefix'
        ? addressOf(call, 'qps/user')
        : `${originOf(call.question)}/qps/user`,
  }
}

const signedOut = (call: ProxyCall): object => ({
  ...anonymousIdentity(call.virtualProxy),
  session: 'inactive',
  ...loginUri(call),
})

/** Only for a `targetUri` whose host is the proxy's or in the allow list (qlik-sense-facts.md §2.1). */
function loginUri(call: ProxyCall): { loginUri?: string } {
  const targetUri = queryValue(call.question, 'targetUri') ?? ''
  const host = URL.canParse(targetUri) ? new URL(targetUri).hostname : ''
  if (!acceptedHosts(call.site, call.virtualProxy).includes(host)) return {}
  return { loginUri: `${addressOf(call, internalModule(call))}?targetUri=${encodeURIComponent(targetUri)}` }
}

/** DELETE `/{vp/}qps/user`: 204, and every session of the user on this virtual proxy is over (qlik-sense-facts.md §2.2). */
export function logOut(call: ProxyCall): Answer {
  const session = presentedSession(call)
  if (!session) return empty(204) // nothing to end: the double's choice
  const refusal = refuseForgedLogout(call)
  if (refusal) return refusal
  for (const each of call.site.sessions.ofUser(call.virtualProxy.prefix, session))
    call.site.sessions.end(each)
  return empty(204)
}

/** One client sends an xrfkey, another the csrf token; whether either is needed is not known (qlik-sense-facts.md §2.2). */
function refuseForgedLogout({ question, site: { unknowns } }: ProxyCall): Answer | undefined {
  if (unknowns.logoutNeeds === 'nothing' || headerValue(question, 'qlik-csrf-token')) return undefined
  return refuseForgery(question, unknowns, XSRF_WORDS.qrs)
}

/** GET `/{vp/}qps/csrftoken`: 204 with the token as a header (qlik-sense-facts.md §2.3). */
export function giveCsrfToken({ site }: ProxyCall): Answer {
  const { antiCsrfCookie } = site.unknowns
  const given = empty(204, { 'qlik-csrf-token': randomBytes(16).toString('hex') })
  if (antiCsrfCookie === 'none') return given
  return withHeaders(given, {
    'set-cookie': `${antiCsrfCookie}=${randomBytes(16).toString('hex')}; Path=/; HttpOnly; Secure`,
  })
}
