import { message } from '#messages/message'
import { failure } from './errors.ts'
import { getHost, isHttps } from './site.ts'
import type { SameSiteSetting, VirtualProxySettings } from './virtual-proxy.ts'

/** The values of chrome.cookies. */
export type SameSite = 'no_restriction' | 'lax' | 'strict' | 'unspecified'

export type ValueSource = 'virtual proxy' | 'typed' | 'default'

/** The planned session cookie, for chrome.cookies and for the formats of `hubpass login`. */
export interface SessionCookie {
  name: string
  value: string
  /** The host without a leading dot for a host-only cookie, or with one for a wider cookie. */
  domain: string
  hostOnly: boolean
  path: '/'
  secure: boolean
  httpOnly: true
  sameSite: SameSite
  /** The URL for which the cookie is set. */
  url: string
}

export interface CookieInput {
  /** The origin of the hub, such as `https://qlik.example.com`. */
  hub: string
  prefix: string
  sessionId: string
  /** The typed name, which overrides the default. */
  cookieName?: string | undefined
  /** Whether the typed name also overrides that of the virtual proxy. */
  usesTypedName?: boolean | undefined
  /** The settings of the virtual proxy from QRS. */
  settings?: VirtualProxySettings | undefined
}

/** The sources of the values. */
export type CookieSources = Record<'name' | 'domain' | 'secure' | 'sameSite', ValueSource>

export interface PlannedCookie {
  cookie: SessionCookie
  sources: CookieSources
  /** The typed name, if the virtual proxy has another one. The cookie must not be set then. */
  unusedName?: string
  /** The name of the virtual proxy, if the typed one overrides it. */
  overriddenName?: string
}

/**
 * Plans the cookie for a session. Its values come from the settings of the virtual proxy, then from
 * the typed name, then from defaults: host-only, and Secure on https. Always `path=/`, HttpOnly and
 * without expiry. On http the name gets the suffix `-HTTP` (docs/facts/qlik-sense.md §3.5). Throws
 * BAD_REQUEST for an invalid typed name.
 */
export function planSessionCookie(input: CookieInput): PlannedCookie {
  const isOnHttps = isHttps(input.hub)
  const attributes = input.settings?.[isOnHttps ? 'https' : 'http']
  const { value, source, ...names } = chooseName(input, isOnHttps)
  const scope = cookieDomain(input)
  const cookie: SessionCookie = {
    name: value,
    value: input.sessionId,
    domain: scope.domain,
    hostOnly: scope.hostOnly,
    path: '/',
    secure: attributes?.secure ?? isOnHttps,
    httpOnly: true,
    sameSite: sameSites[attributes?.sameSite ?? 'no attribute'],
    url: `${input.hub}/`,
  }
  const sources: CookieSources = {
    name: source,
    domain: sourceOf(input.settings?.cookieDomain),
    secure: sourceOf(attributes?.secure),
    sameSite: sourceOf(attributes?.sameSite),
  }
  return { cookie, sources, ...names }
}

/** Returns whether browsers reject the cookie because SameSite None requires Secure. */
export const isSameSiteNoneWithoutSecure = ({ sameSite, secure }: SessionCookie): boolean =>
  sameSite === 'no_restriction' && !secure

/** Returns whether browsers reject the cookie because Secure requires https. */
export const isSecureOnHttp = ({ secure, url }: SessionCookie): boolean => secure && !isHttps(url)

/** Returns whether browsers reject the cookie because the hub's host is not within its domain. */
export const isDomainOutsideHost = ({ hostOnly, domain, url }: SessionCookie): boolean =>
  !hostOnly && !`.${getHost(url)}`.endsWith(domain)

const sourceOf = (setting: unknown): ValueSource => (setting === undefined ? 'default' : 'virtual proxy')

const sameSites: Record<SameSiteSetting, SameSite> = {
  'no attribute': 'unspecified',
  none: 'no_restriction',
  lax: 'lax',
  strict: 'strict',
}

interface ChosenName {
  value: string
  source: ValueSource
  unusedName?: string
  overriddenName?: string
}

function chooseName(
  { settings, cookieName = '', usesTypedName, prefix }: CookieInput,
  isOnHttps: boolean,
): ChosenName {
  const typed = cookieName.trim()
  if (settings?.cookieName !== undefined) {
    const value = cookieNameOnWire(settings.cookieName, isOnHttps)
    const isOther = typed !== '' && typed !== value && typed !== settings.cookieName
    if (isOther && usesTypedName === true)
      return { value: parseCookieName(typed), source: 'typed', overriddenName: value }
    return { value, source: 'virtual proxy', ...(isOther ? { unusedName: typed } : {}) }
  }
  return typed === ''
    ? { value: defaultCookieName(prefix, isOnHttps), source: 'default' }
    : { value: parseCookieName(typed), source: 'typed' }
}

/**
 * Returns the wider domain, except for hosts without a parent domain: IP addresses and names
 * without a dot (RFC 6265 §5.3).
 */
function cookieDomain({ hub, settings }: CookieInput): Pick<SessionCookie, 'domain' | 'hostOnly'> {
  const host = getHost(hub)
  const widerDomain = settings?.cookieDomain?.trim().replace(/^\./, '').toLowerCase() ?? ''
  const hasNoParentDomain = widerDomain === host && (!host.includes('.') || /^[\d.]+$|:/.test(host))
  return widerDomain === '' || hasNoParentDomain
    ? { domain: host, hostOnly: true }
    : { domain: `.${widerDomain}`, hostOnly: false }
}

/** Parses a cookie name, which must be a token (RFC 9110 §5.6.2). Throws BAD_REQUEST. */
export function parseCookieName(received: string, expected = message('reason.expectedCookieName')): string {
  if (isCookieName(received)) return received
  throw failure('BAD_REQUEST', { field: 'Cookie name', received, expected })
}

/**
 * Throws BAD_REQUEST if no cookie can have the name in the settings of the virtual proxy. Apart from
 * {@link planSessionCookie}, so that a rollback can still plan the cookie.
 */
export function assertCookieNameInSettings(settings: Partial<VirtualProxySettings> = {}): void {
  if (settings.cookieName !== undefined)
    parseCookieName(settings.cookieName, message('reason.expectedCookieNameInQmc'))
}

/** Returns whether a cookie can have the name. */
export const isCookieName = (name: string): boolean => /^[\w!#$%&'*+.^`|~-]{1,200}$/.test(name)

/**
 * Returns the name that is sent. On http the proxy adds a suffix to the name in the QMC
 * (docs/facts/qlik-sense.md §3.5).
 */
export const cookieNameOnWire = (name: string, isHttps: boolean): string =>
  isHttps ? name : name + httpSuffix

export const httpSuffix = '-HTTP'

/** Returns `X-Qlik-Session-{prefix}`, with the suffix on http. */
export const defaultCookieName = (prefix: string, isHttps = true): string =>
  cookieNameOnWire(`X-Qlik-Session${prefix === '' ? '' : `-${prefix}`}`, isHttps)
