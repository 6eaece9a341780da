import { hubUrl } from '#protocol/site'
import type { ProxyNode, ServedVirtualProxy, VirtualProxySettings } from '#protocol/virtual-proxy'
import { stripControlCharacters } from '../../util/text.ts'

/** Formats a virtual proxy as text, one property per line. */
export function formatVirtualProxy(virtualProxy: ServedVirtualProxy, hub: string): string {
  const { prefix, description, timeoutMinutes, authenticationModuleUri, hostAllowList } = virtualProxy
  const properties: Record<string, string | undefined> = {
    Hub: hubUrl(hub, prefix),
    Cookie: formatCookie(virtualProxy),
    'On https': formatCookieAttributes(virtualProxy.https),
    'On http': formatCookieAttributes(virtualProxy.http),
    Timeout: timeoutMinutes === undefined ? undefined : `${timeoutMinutes} minutes`,
    Login: authenticationModuleUri || "the site's own",
    Hosts: hostAllowList?.join(', ') || undefined,
    Proxies: virtualProxy.proxies.map(formatNode).join(', ') || 'none: link it in the QMC to be reachable',
  }
  const knownProperties = Object.entries(properties).filter(([, fact]) => fact !== undefined)
  const name = [prefix === '' ? '(default)' : prefix, description === prefix ? undefined : description]
  return [
    name.filter(Boolean).join('  '),
    ...knownProperties.map(([fact, value]) => `  ${fact.padEnd(9)} ${value}`),
  ]
    .map(stripControlCharacters)
    .join('\n')
}

const formatCookie = ({ cookieName, cookieDomain }: VirtualProxySettings): string =>
  `${cookieName ?? '(no name)'}, for ${cookieDomain || 'the host only'}`

/** Older releases do not report these attributes. */
function formatCookieAttributes({ secure, sameSite }: VirtualProxySettings['https']): string | undefined {
  if (secure === undefined && sameSite === undefined) return undefined
  return `${secure === true ? 'Secure' : 'not Secure'}, SameSite ${sameSite ?? 'unknown'}`
}

const formatNode = ({ name, host, port, httpPort, restPort }: ProxyNode): string => {
  const ports = [port, httpPort].filter(each => each !== undefined)
  const hub = ports.length === 0 ? '' : `, hub on ${ports.join(' and ')}`
  return `${name === undefined ? host : `${name} (${host})`}${hub}${restPort === undefined ? '' : `, REST API on ${restPort}`}`
}
