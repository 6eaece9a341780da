import { getHeader, type IncomingRequest } from '../http/request.ts'
import type { Session } from '../site/sessions.ts'
import type { SameSite, VirtualProxy } from '../site/virtual-proxies.ts'
import type { Behaviors } from '../unverified-behaviors.ts'
import type { ProxyContext } from './context.ts'

export interface Cookie {
  readonly name: string
  readonly value: string
}

/**
 * Returns the cookie name, over plain http with the suffix `-HTTP` (docs/facts/qlik-sense.md §3.5).
 */
export const getCookieName = ({ sessionCookieHeaderName }: VirtualProxy, secure: boolean): string =>
  secure ? sessionCookieHeaderName : `${sessionCookieHeaderName}-HTTP`

export function parseCookies(request: IncomingRequest): Cookie[] {
  const pairs = (getHeader(request, 'cookie') ?? '').split(';').map(pair => pair.trim())
  return pairs.filter(pair => pair.includes('=')).map(toCookie)
}

function toCookie(pair: string): Cookie {
  const at = pair.indexOf('=')
  return { name: pair.slice(0, at), value: pair.slice(at + 1) }
}

/**
 * Returns the session ids that the browser sent. Virtual proxies differ by the cookie's name
 * (docs/facts/qlik-sense.md §3.5).
 */
export function getAllSessionIds({ request, virtualProxy }: ProxyContext): readonly string[] {
  const name = getCookieName(virtualProxy, request.secure)
  return parseCookies(request).flatMap(cookie => (cookie.name === name ? [cookie.value] : []))
}

/**
 * Returns the Set-Cookie header. The path is always `/`, and there is no expiry
 * (docs/facts/qlik-sense.md §3.5).
 */
export function formatSessionCookie(
  { request: { secure }, site: { defects }, virtualProxy }: ProxyContext,
  sessionId: string,
): string {
  const { sessionCookieDomain, ...settings } = virtualProxy
  const isSecure = secure ? settings.hasSecureAttributeHttps : settings.hasSecureAttributeHttp
  const sameSite = SAME_SITE[secure ? settings.sameSiteAttributeHttps : settings.sameSiteAttributeHttp]
  return [
    `${getCookieName(virtualProxy, secure)}=${sessionId}; Path=/`,
    ...(defects.has('cookieWithoutHttpOnly') ? [] : ['HttpOnly']),
    ...(isSecure ? ['Secure'] : []),
    ...(defects.has('sameSiteSentTwice') ? ['SameSite=None'] : []),
    ...(sameSite ? [`SameSite=${sameSite}`] : []),
    ...(sessionCookieDomain ? [`Domain=${sessionCookieDomain}`] : []),
    ...(defects.has('cookieWithMaxAge') ? ['Max-Age=86400'] : []),
  ].join('; ')
}

const SAME_SITE: Record<SameSite, string> = { 0: '', 1: 'None', 2: 'Lax', 3: 'Strict' }

type CookieHeader = Readonly<Record<string, string>>

/**
 * Repeats the cookie of an API session. Whether a real proxy does so is unknown
 * (docs/facts/qlik-sense.md Unknown 11).
 */
export const repeatCookieHeader = (context: ProxyContext, { sessionId }: Session): CookieHeader =>
  REPEATED_COOKIE[context.site.unknowns.setCookieAgain](context, sessionId)

const REPEATED_COOKIE: Record<
  Behaviors['setCookieAgain'],
  (context: ProxyContext, sessionId: string) => CookieHeader
> = {
  no: () => ({}),
  yes: (context, sessionId) => ({ 'set-cookie': formatSessionCookie(context, sessionId) }),
  bare: ({ request, virtualProxy }, sessionId) => ({
    'set-cookie': `${getCookieName(virtualProxy, request.secure)}=${sessionId}; Path=/`,
  }),
}

/**
 * Clears an unknown session cookie. Whether a real proxy does so is unknown
 * (docs/facts/qlik-sense.md Unknown 11).
 */
export const clearInvalidCookieHeader = (context: ProxyContext): CookieHeader =>
  context.site.unknowns.clearsInvalidCookie === 'no' || getAllSessionIds(context).length === 0
    ? {}
    : clearCookieHeader(context)

/** Returns the header that expires the session cookie. */
export const clearCookieHeader = (context: ProxyContext): CookieHeader => ({
  'set-cookie': `${formatSessionCookie(context, '')}; Expires=Thu, 01 Jan 1970 00:00:00 GMT`,
})
