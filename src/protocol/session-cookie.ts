import { hostOf, isHttps } from './addresses.ts'
import { defaultCookieName, nameOnWire } from './cookie-name.ts'
import { failure } from './errors.ts'
import type { SameSiteSetting, VirtualProxySettings } from './virtual-proxy.ts'

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
  /** What QRS says of the virtual proxy. */
  settings?: VirtualProxySettings | undefined
}

/** The values of the cookie that may come from different sources. */
export type CookieSources = Record<'name' | 'domain' | 'secure' | 'sameSite', ValueSource>

export interface PlannedCookie {
  cookie: SessionCookie
  sources: CookieSources
  /** The typed name, where the virtual proxy has another. */
  unusedName?: string
}

/**
 * The cookie for a session, and where its values came from: the virtual proxy's settings as far as they are known, else what was
 * typed, else host-only and Secure on https. Always `path=/`, HttpOnly, without expiry. On plain http the name gets the suffix
 * `-HTTP` (qlik-sense-facts §3.5). Throws BAD_REQUEST for a typed name that no cookie can have.
 */
export function planSessionCookie(wish: CookieWish): PlannedCookie {
  const isOnHttps = isHttps(wish.hub)
  const attributes = wish.settings?.[isOnHttps ? 'https' : 'http']
  const { unusedName, ...name } = nameOf(wish, isOnHttps)
  const place = placeOf(wish)
  const cookie: SessionCookie = {
    name: name.value,
    value: wish.sessionId,
    domain: place.domain,
    hostOnly: place.hostOnly,
    path: '/',
    secure: attributes?.secure ?? isOnHttps,
    httpOnly: true,
    sameSite: sameSites[attributes?.sameSite ?? 'no attribute'],
    url: `${wish.hub}/`,
  }
  const sources: CookieSources = {
    name: name.from,
    domain: settled(wish.settings?.cookieDomain),
    secure: settled(attributes?.secure),
    sameSite: settled(attributes?.sameSite),
  }
  return unusedName === undefined ? { cookie, sources } : { cookie, sources, unusedName }
}

const settled = (setting: unknown): ValueSource => (setting === undefined ? 'default' : 'virtual proxy')

const sameSites: Record<SameSiteSetting, SameSite> = {
  'no attribute': 'unspecified',
  none: 'no_restriction',
  lax: 'lax',
  strict: 'strict',
}

interface ChosenName {
  value: string
  from: ValueSource
  unusedName?: string
}

function nameOf({ settings, cookieName = '', prefix }: CookieWish, isOnHttps: boolean): ChosenName {
  const typed = cookieName.trim()
  if (settings?.cookieName !== undefined) {
    const value = nameOnWire(settings.cookieName, isOnHttps)
    const isOther = typed !== '' && typed !== value && typed !== settings.cookieName
    return { value, from: 'virtual proxy', ...(isOther ? { unusedName: typed } : {}) }
  }
  return typed === ''
    ? { value: defaultCookieName(prefix, isOnHttps), from: 'default' }
    : { value: expectCookieName(typed), from: 'typed' }
}

/** A domain widens the cookie, except for hosts that have nothing above them: addresses and names without a dot (RFC 6265 §5.3). */
function placeOf({ hub, settings }: CookieWish): Pick<SessionCookie, 'domain' | 'hostOnly'> {
  const host = hostOf(hub)
  const wide = settings?.cookieDomain?.trim().replace(/^\./, '').toLowerCase() ?? ''
  const isAlone = wide === host && (!host.includes('.') || /^[\d.]+$|:/.test(host))
  return wide === '' || isAlone ? { domain: host, hostOnly: true } : { domain: `.${wide}`, hostOnly: false }
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
