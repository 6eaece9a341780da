import { createHash } from 'node:crypto'
import type { DefectName } from '../defects.ts'
import type { Behaviors } from '../unverified-behaviors.ts'
import { HARDENED_VIRTUAL_PROXY } from './hardened.ts'

/** 0 no attribute, 1 None, 2 Lax, 3 Strict (docs/facts/qlik-sense.md §4.3). */
export type SameSite = 0 | 1 | 2 | 3

/** The settings that affect a sign-in, named as in QRS (docs/facts/qlik-sense.md §3.6 and §4.3). */
export interface VirtualProxy {
  readonly id: string
  /** Empty for the default one. */
  readonly prefix: string
  readonly description: string
  readonly sessionCookieHeaderName: string
  /** Empty when the cookie belongs to the host alone. */
  readonly sessionCookieDomain: string
  readonly hasSecureAttributeHttps: boolean
  readonly sameSiteAttributeHttps: SameSite
  readonly hasSecureAttributeHttp: boolean
  readonly sameSiteAttributeHttp: SameSite
  /** In minutes, 30 by default (docs/facts/qlik-sense.md §3.6). */
  readonly sessionInactivityTimeout: number
  /** The age of the oldest session in minutes. Qlik Sense has no setting for it. */
  readonly absoluteSessionMinutes?: number
  /** One header a line, `Name: value` (docs/facts/qlik-sense.md §3.6). */
  readonly additionalResponseHeaders: string
  /** Whether device and browser are part of the identity (docs/facts/qlik-sense.md §3.6). */
  readonly extendedSecurityEnvironment: boolean
  /** 0 none, 1 allow, 2 always. */
  readonly anonymousAccessMode: 0 | 1 | 2
  /** Empty for the site's own login page. */
  readonly authenticationModuleRedirectUri: string
  /**
   * Browsers whose User-Agent contains it get NTLM instead of the form (docs/facts/qlik-sense.md
   * §3.2).
   */
  readonly windowsAuthenticationEnabledDevicePattern: string
  /** The host allow list under its old name. */
  readonly websocketCrossOriginWhiteList: readonly string[]
  /**
   * A virtual proxy is reachable only when it is linked to the proxy service
   * (docs/facts/qlik-sense.md §3.6).
   */
  readonly linked: boolean
}

/** What affects the settings of every virtual proxy of a site. */
export interface VirtualProxyContext {
  readonly unknowns: Behaviors
  readonly hardened: boolean
  readonly defects: ReadonlySet<DefectName>
}

export type VirtualProxyOptions = { readonly prefix: string } & Partial<VirtualProxy>

export const DEFAULT_VIRTUAL_PROXIES: readonly VirtualProxyOptions[] = [
  { prefix: '', description: 'Central Proxy (Default)' },
  { prefix: 'sales' },
  { prefix: 'portal', authenticationModuleRedirectUri: 'http://localhost:3000/login' },
  { prefix: 'unlinked', linked: false },
]

const COOKIE_DEFAULTS = {
  secure: { hasSecureAttributeHttps: true, sameSiteAttributeHttps: 0 },
  secureLax: { hasSecureAttributeHttps: true, sameSiteAttributeHttps: 2 },
  secureNone: { hasSecureAttributeHttps: true, sameSiteAttributeHttps: 1 },
  plain: { hasSecureAttributeHttps: false, sameSiteAttributeHttps: 0 },
} as const satisfies Record<Behaviors['cookieDefaults'], Partial<VirtualProxy>>

/**
 * Creates a virtual proxy. The default cookie name is `X-Qlik-Session`, followed by the prefix, if
 * any (docs/facts/qlik-sense.md §3.5).
 */
export function createVirtualProxy(
  settings: VirtualProxyOptions,
  { unknowns, hardened, defects }: VirtualProxyContext,
): VirtualProxy {
  const { prefix } = settings
  return {
    id: stableGuid(`virtual proxy ${prefix}`),
    description: prefix,
    sessionCookieHeaderName: prefix === '' ? 'X-Qlik-Session' : `X-Qlik-Session-${prefix}`,
    sessionCookieDomain: '',
    ...COOKIE_DEFAULTS[unknowns.cookieDefaults],
    hasSecureAttributeHttp: false,
    sameSiteAttributeHttp: 0,
    sessionInactivityTimeout: 30,
    additionalResponseHeaders: '',
    extendedSecurityEnvironment: false,
    anonymousAccessMode: 0,
    authenticationModuleRedirectUri: '',
    windowsAuthenticationEnabledDevicePattern: 'Windows',
    websocketCrossOriginWhiteList: [],
    linked: true,
    ...(hardened ? HARDENED_VIRTUAL_PROXY : {}),
    ...settings,
    ...(defects.has('longInactivityTimeout') ? { sessionInactivityTimeout: MINUTES_PER_DAY } : {}),
  }
}

const MINUTES_PER_DAY = 24 * 60

/** Gives the last linked virtual proxy the cookie name of the first one. */
export function shareCookieName(virtualProxies: readonly VirtualProxy[]): readonly VirtualProxy[] {
  const first = virtualProxies.find(({ linked }) => linked)
  const last = virtualProxies.findLast(({ linked }) => linked)
  const sessionCookieHeaderName = first?.sessionCookieHeaderName ?? ''
  return virtualProxies.map(each => (each === last ? { ...each, sessionCookieHeaderName } : each))
}

/** Returns the same id for the same name in every run, so that outputs can be compared. */
export function stableGuid(of: string): string {
  const hex = createHash('sha256').update(of).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
