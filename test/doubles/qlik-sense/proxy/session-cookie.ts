import { headerValue, type Question } from '../http/question.ts'
import type { Session } from '../site/sessions.ts'
import type { SameSite, VirtualProxy } from '../site/virtual-proxies.ts'
import type { Unknowns } from '../unknowns.ts'
import type { ProxyCall } from './call.ts'

export interface Cookie {
  readonly name: string
  readonly value: string
}

/** Over plain http the name has the suffix `-HTTP` (qlik-sense-facts.md §3.5). */
export const cookieName = ({ sessionCookieHeaderName }: VirtualProxy, secure: boolean): string =>
  secure ? sessionCookieHeaderName : `${sessionCookieHeaderName}-HTTP`

export function cookiesOf(question: Question): Cookie[] {
  const pairs = (headerValue(question, 'cookie') ?? '').split(';').map(pair => pair.trim())
  return pairs.filter(pair => pair.includes('=')).map(toCookie)
}

function toCookie(pair: string): Cookie {
  const at = pair.indexOf('=')
  return { name: pair.slice(0, at), value: pair.slice(at + 1) }
}

/** The session id that the browser presents. Virtual proxies are told apart by the cookie's name (qlik-sense-facts.md §3.5). */
export function presentedId({ question, site, virtualProxy }: ProxyCall): string | undefined {
  const name = cookieName(virtualProxy, question.secure)
  const values = cookiesOf(question).filter(cookie => cookie.name === name)
  return values.at(site.unknowns.sessionCookieTwice === 'first' ? 0 : -1)?.value
}

/** The session behind the cookie, which this look keeps alive. */
export function presentedSession(call: ProxyCall): Session | undefined {
  const sessionId = presentedId(call)
  const session =
    sessionId === undefined ? undefined : call.site.sessions.find(call.virtualProxy.prefix, sessionId)
  return session && call.site.sessions.use(session)
}

/** The path is `/` for a prefixed virtual proxy too, and there is no expiry (qlik-sense-facts.md §3.5). */
export function sessionCookie({ question: { secure }, virtualProxy }: ProxyCall, sessionId: string): string {
  const { sessionCookieDomain, ...settings } = virtualProxy
  const isSecure = secure ? settings.hasSecureAttributeHttps : settings.hasSecureAttributeHttp
  const sameSite = SAME_SITE[secure ? settings.sameSiteAttributeHttps : settings.sameSiteAttributeHttp]
  return [
    `${cookieName(virtualProxy, secure)}=${sessionId}; Path=/; HttpOnly`,
    ...(isSecure ? ['Secure'] : []),
    ...(sameSite ? [`SameSite=${sameSite}`] : []),
    ...(sessionCookieDomain ? [`Domain=${sessionCookieDomain}`] : []),
  ].join('; ')
}

const SAME_SITE: Record<SameSite, string> = { 0: '', 1: 'None', 2: 'Lax', 3: 'Strict' }

type CookieHeader = Readonly<Record<string, string>>

/** Whether the proxy sets the cookie of an API session itself is not known (qlik-sense-facts.md Unknown 11). */
export const cookieSetAgain = (call: ProxyCall, { sessionId }: Session): CookieHeader =>
  SET_AGAIN[call.site.unknowns.setCookieAgain](call, sessionId)

const SET_AGAIN: Record<Unknowns['setCookieAgain'], (call: ProxyCall, sessionId: string) => CookieHeader> = {
  no: () => ({}),
  yes: (call, sessionId) => ({ 'set-cookie': sessionCookie(call, sessionId) }),
  bare: ({ question, virtualProxy }, sessionId) => ({
    'set-cookie': `${cookieName(virtualProxy, question.secure)}=${sessionId}; Path=/`,
  }),
}

/** Nor is whether it clears one that it does not know (qlik-sense-facts.md Unknown 11). */
export function invalidCookieCleared(call: ProxyCall): CookieHeader {
  if (call.site.unknowns.clearsInvalidCookie === 'no' || presentedId(call) === undefined) return {}
  return { 'set-cookie': `${sessionCookie(call, '')}; Expires=Thu, 01 Jan 1970 00:00:00 GMT` }
}
