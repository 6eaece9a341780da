import { hostOf } from './addresses.ts'
import { defaultCookieName } from './cookie-name.ts'
import { failure } from './errors.ts'

/** As chrome.cookies spells it. */
export type SameSite = 'no_restriction' | 'lax' | 'strict' | 'unspecified'

export type ValueSource = 'virtual proxy' | 'typed' | 'default'

/** The session cookie as it is meant to be, ready for chrome.cookies and for the formats of `hubpass login`. */
export interface SessionCookie {
  name: string
  value: string
  /** The host, without a leading dot for a host-only cookie, with one for a wider cookie. */
  domain: string
  hostOnly: boolean
  path: '/'
  secure: boolean
  httpOnly: true
  sameSite: SameSite
  /** The address that the cookie is set for. */
  url: string
}

export interface CookieWish {
  /** Origin of the hub, e.g. `https://qlik.example.com`. */
  hub: string
  prefix: string
  sessionId: string
  /** What the tester typed; wins over the default, not over the virtual proxy's settings. */
  cookieName?: string | undefined
}

/**
 * The cookie for a session, and where its name came from. Host-only, `path=/`, HttpOnly, Secure on https, without expiry;
 * on plain http the name gets the suffix `-HTTP` (qlik-sense-facts §3.5). Throws BAD_REQUEST for a name no cookie can have.
 */
export function planSessionCookie(wish: CookieWish): { cookie: SessionCookie; nameFrom: ValueSource } {
  const secure = wish.hub.startsWith('https:')
  const typed = wish.cookieName?.trim() ?? ''
  const cookie: SessionCookie = {
    name: typed === '' ? defaultCookieName(wish.prefix, secure) : expectCookieName(typed),
    value: wish.sessionId,
    domain: hostOf(wish.hub),
    hostOnly: true,
    path: '/',
    secure,
    httpOnly: true,
    sameSite: 'unspecified',
    url: `${wish.hub}/`,
  }
  return { cookie, nameFrom: typed === '' ? 'default' : 'typed' }
}

/** A token of RFC 9110 §5.6.2, which is what a cookie's name must be. */
export function expectCookieName(received: string): string {
  if (/^[\w!#$%&'*+.^`|~-]{1,200}$/.test(received)) return received
  throw failure('BAD_REQUEST', {
    field: 'Cookie name',
    received,
    expected:
      'up to 200 letters, digits and - _ . as in the "Session cookie header name" of the virtual proxy',
  })
}
