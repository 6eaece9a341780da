import { hubAddress } from '#protocol/addresses'
import type { ProxyNode, ServedVirtualProxy, VirtualProxySettings } from '#protocol/virtual-proxy'
import { visible } from '../visible.ts'

/** A virtual proxy for people, one fact per line. */
export function describeVirtualProxy(virtualProxy: ServedVirtualProxy, hub: string): string {
  const { prefix, description, timeoutMinutes, authenticationModuleUri, hostAllowList } = virtualProxy
  const facts: Record<string, string | undefined> = {
    Hub: hubAddress(hub, prefix),
    Cookie: cookieOf(virtualProxy),
    'On https': attributesOf(virtualProxy.https),
    'On http': attributesOf(virtualProxy.http),
    Timeout: timeoutMinutes === undefined ? undefined : `${timeoutMinutes} minutes`,
    Login: authenticationModuleUri || "the site's own",
    Hosts: hostAllowList?.join(', ') || undefined,
    Proxies: virtualProxy.proxies.map(nodeInWords).join(', ') || 'none: link it in the QMC to be reachable',
  }
  const shown = Object.entries(facts).filter(([, fact]) => fact !== undefined)
  const name = [prefix === '' ? '(default)' : prefix, description === prefix ? undefined : description]
  return [name.filter(Boolean).join('  '), ...shown.map(([fact, value]) => `  ${fact.padEnd(9)} ${value}`)]
    .map(visible)
    .join('\n')
}

const cookieOf = ({ cookieName, cookieDomain }: VirtualProxySettings): string =>
  `${cookieName ?? '(no name)'}, for ${cookieDomain || 'the host alone'}`

/** What older releases do not know is left out. */
function attributesOf({ secure, sameSite }: VirtualProxySettings['https']): string | undefined {
  if (secure === undefined && sameSite === undefined) return undefined
  return `${secure === true ? 'Secure' : 'not Secure'}, SameSite ${sameSite ?? 'not known'}`
}

const nodeInWords = ({ name, host, port, httpPort, restPort }: ProxyNode): string => {
  const ports = [port, httpPort].filter(each => each !== undefined)
  const hub = ports.length === 0 ? '' : `, hub on ${ports.join(' and ')}`
  return `${name === undefined ? host : `${name} (${host})`}${hub}${restPort === undefined ? '' : `, REST API on ${restPort}`}`
}
