import { isHostAccepted } from '#protocol/accepted-hosts'
import { type CookiePrefixRule, findBrokenPrefixRule } from '#protocol/cookie-prefix'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { DoubtfulVirtualProxy } from '#protocol/findings/virtual-proxy-settings'
import { isReservedSegment } from '#protocol/parse-prefix'
import {
  isCookieName,
  isDomainOutsideHost,
  isSameSiteNoneWithoutSecure,
  isSecureOnHttp,
  planSessionCookie,
  type SessionCookie,
} from '#protocol/session-cookie'
import { getHost, isHttps } from '#protocol/site'
import type { ServedVirtualProxy } from '#protocol/virtual-proxy'
import { describeNode, type ProxyNodesFound } from './proxy-nodes.ts'

/** Describes the settings that a tester notices, in one line. */
export function describeSettings(virtualProxy: ServedVirtualProxy, hub: string): string {
  const { cookieName, cookieDomain, timeoutMinutes } = virtualProxy
  const { secure, sameSite } = virtualProxy[isHttps(hub) ? 'https' : 'http']
  const facts = [
    cookieName === undefined ? 'no cookie name' : `cookie ${cookieName}`,
    cookieDomain ? `for ${cookieDomain}` : undefined,
    secure === true ? 'Secure' : undefined,
    sameSite === undefined || sameSite === 'no attribute' ? undefined : `SameSite ${sameSite}`,
    timeoutMinutes === undefined ? undefined : `timeout ${timeoutMinutes} minutes`,
  ]
  return facts.filter(fact => fact !== undefined).join(', ')
}

/**
 * Finds settings that are likely to prevent a sign-in. A virtual proxy that is not linked has only
 * that issue.
 */
export function findIssues(virtualProxy: ServedVirtualProxy, found: ProxyNodesFound): Finding[] {
  const linkIssue = findLinkIssue(virtualProxy, found)
  if (linkIssue !== undefined) return [linkIssue]
  const { prefix } = virtualProxy
  return settingRules.flatMap(([setting, findIn]) => {
    const value = findIn(virtualProxy, found)
    return value === undefined ? [] : [findingOf('VIRTUAL_PROXY_SETTING', { prefix, setting, value })]
  })
}

/**
 * A proxy serves only the virtual proxies that are linked to it (docs/facts/qlik-sense.md §3.4 and
 * §3.6).
 */
function findLinkIssue(
  { prefix, proxies }: ServedVirtualProxy,
  { qpsNodes }: ProxyNodesFound,
): Finding | undefined {
  const serves = (host: string) => proxies.some(proxy => proxy.host === host)
  if (proxies.length > 0 && (qpsNodes.length === 0 || qpsNodes.some(({ host }) => serves(host))))
    return undefined
  const [node] = qpsNodes
  return findingOf('VIRTUAL_PROXY_NOT_LINKED', {
    prefix,
    proxies: proxies.map(describeNode),
    ...(node === undefined ? {} : { node: describeNode(node) }),
  })
}

/** A setting, and a function that returns its value if that causes trouble. */
type SettingRule = [
  DoubtfulVirtualProxy['setting'],
  (virtualProxy: ServedVirtualProxy, found: ProxyNodesFound) => string | undefined,
]

const settingRules: SettingRule[] = [
  ['prefix', ({ prefix }) => (isReservedSegment(prefix) ? prefix : undefined)],
  ['cookieName', ({ cookieName = '' }) => (isCookieName(cookieName) ? undefined : cookieName)],
  [
    'sameSite',
    (settings, { hub }) => (isSameSiteNoneWithoutSecure(planCookie(settings, hub)) ? 'none' : undefined),
  ],
  ['secure', (settings, { hub }) => (isSecureOnHttp(planCookie(settings, hub)) ? 'secure' : undefined)],
  [
    'cookieDomain',
    (settings, { hub }) =>
      isDomainOutsideHost(planCookie(settings, hub)) ? settings.cookieDomain : undefined,
  ],
  ['cookieNameHttps', (settings, { hub }) => findUnmetPrefix(settings, hub, 'https')],
  ['cookieNameSecure', (settings, { hub }) => findUnmetPrefix(settings, hub, 'secure')],
  ['cookieNameHostOnly', (settings, { hub }) => findUnmetPrefix(settings, hub, 'hostOnly')],
  ['hostAllowList', findDisallowedHost],
]

/** Returns the beginning of the cookie's name, if the cookie lacks what it requires. */
function findUnmetPrefix(
  settings: ServedVirtualProxy,
  hub: string,
  required: CookiePrefixRule['requires'],
): string | undefined {
  const { prefix, requires } = findBrokenPrefixRule(planCookie(settings, hub)) ?? {}
  return requires === required ? prefix : undefined
}

/** Plans the session cookie of a sign-in to this virtual proxy. */
const planCookie = (settings: ServedVirtualProxy, hub: string): SessionCookie =>
  planSessionCookie({ hub, prefix: settings.prefix, sessionId: '', settings }).cookie

/**
 * Returns the hub's host unless the virtual proxy accepts it. Older releases do not report the
 * list.
 */
function findDisallowedHost(
  { hostAllowList, proxies }: ServedVirtualProxy,
  { hub, hubNodes }: ProxyNodesFound,
): string | undefined {
  if (hostAllowList === undefined) return undefined
  const host = getHost(hub)
  return isHostAccepted(host, { hostAllowList, proxies: [...proxies, ...hubNodes] }) ? undefined : host
}
