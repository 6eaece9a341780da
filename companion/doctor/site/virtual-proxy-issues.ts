import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { DoubtfulVirtualProxy } from '#protocol/findings/virtual-proxy-settings'
import { isReservedSegment } from '#protocol/parse-prefix'
import { isCookieName } from '#protocol/session-cookie'
import { getHost, isHttps } from '#protocol/site'
import { isHostAccepted, type ServedVirtualProxy } from '#protocol/virtual-proxy'
import { findCookieIssues } from '../../qlik/cookie-issues.ts'
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
  const { prefix, cookieName = '' } = virtualProxy
  const disallowedHost = findDisallowedHost(virtualProxy, found)
  const toIssue = (setting: DoubtfulVirtualProxy['setting'], value: string): Finding =>
    findingOf('VIRTUAL_PROXY_SETTING', { prefix, setting, value })
  return [
    ...(isReservedSegment(prefix) ? [toIssue('prefix', prefix)] : []),
    ...(isCookieName(cookieName) ? [] : [toIssue('cookieName', cookieName)]),
    ...findCookieIssues(virtualProxy, found.hub),
    ...(disallowedHost === undefined ? [] : [toIssue('hostAllowList', disallowedHost)]),
  ]
}

/**
 * A proxy serves only the virtual proxies that are linked to it (docs/facts/qlik-sense.md §3.4 and
 * §3.6).
 */
export function findLinkIssue(
  { prefix, proxies }: ServedVirtualProxy,
  { qpsNodes }: Pick<ProxyNodesFound, 'qpsNodes'>,
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
