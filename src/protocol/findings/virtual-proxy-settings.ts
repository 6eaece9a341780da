import { type Message, message } from '#messages/message'
import { toPastableArgument } from '../quote-shell.ts'
import { quote } from '../text.ts'
import { finding } from './finding.ts'

/**
 * Findings about the settings of a site, which "hubpass doctor" reads from QRS. They belong to the
 * group qlik.
 */
export const virtualProxySettingsFindings = {
  PROXY_NODES_DIFFER: finding<ProxyNodes>(({ wanted }) => ({
    values: { wanted: toPastableArgument(wanted) },
  })),
  PROXY_NODE_UNKNOWN: finding<{ hub: string; qps: string; nodes: string[] }>(),
  VIRTUAL_PROXY_NOT_LINKED: finding<UnlinkedVirtualProxy>(({ prefix, proxies, node }) => ({
    variants: [proxies.length === 0 && 'none', node === undefined && 'unknownNode'],
    values: { proxy: describeProxy(prefix) },
  })),
  /** For the settings see docs/facts/qlik-sense.md §3.4 to §3.6. */
  VIRTUAL_PROXY_SETTING: finding<DoubtfulVirtualProxy>(({ prefix, setting, value }) => ({
    variants: [setting === 'cookieName' && value !== '' && 'cookieNameInvalid', setting],
    values: { proxy: describeProxy(prefix), value: setting === 'cookieName' ? quote(value) : value },
  })),
}

const describeProxy = (prefix: string): Message =>
  prefix === '' ? message('virtualProxy.default') : message('virtualProxy.named', { prefix: quote(prefix) })

export interface ProxyNodes {
  hub: string
  hubNode: string
  /** `host:port`, as is `wanted`. */
  qps: string
  qpsNode: string
  wanted: string
}

export interface UnlinkedVirtualProxy {
  prefix: string
  /** The names of the linked proxies. */
  proxies: string[]
  /** The proxy that creates the sessions, if known. */
  node?: string | undefined
}

export interface DoubtfulVirtualProxy {
  prefix: string
  setting: 'cookieName' | 'sameSite' | 'secure' | 'cookieDomain' | 'hostAllowList' | 'prefix'
  /** The current or recommended value. */
  value: string
}
