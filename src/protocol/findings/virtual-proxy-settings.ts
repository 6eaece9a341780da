import { describePrefix } from '../proxy-in-words.ts'
import type { FindingTexts } from './text.ts'

/** What the settings of a site have against a sign-in, as "hubpass doctor" reads them from QRS. Of the group qlik. */
export const virtualProxySettingsFindings = {
  PROXY_NODES_DIFFER: ({ hub, hubNode, qps, qpsNode, wanted }: ProxyNodes) => ({
    message: `The hub ${hub} is the proxy node ${hubNode}, but sessions are made at ${qps}, the proxy node ${qpsNode}; a session holds only on the node that made it.`,
    remedy: `Have them made on the node of the hub: "hubpass site add … --qps ${wanted}".`,
  }),
  PROXY_NODE_UNKNOWN: ({ hub, qps, nodes }: { hub: string; qps: string; nodes: string[] }) => ({
    message: `Whether the hub ${hub} and ${qps} are the same proxy node cannot be told: the nodes are ${nodes.join(' and ')}.`,
    remedy:
      'A session holds only on the node that made it. If this is a load balancer, name one node instead: "hubpass site add … --hub … --qps …".',
  }),
  VIRTUAL_PROXY_NOT_LINKED: ({ prefix, node, proxies }: UnlinkedVirtualProxy) => ({
    message: `${atBeginning(prefix)} is linked to ${proxies.length === 0 ? 'no proxy' : `${proxies.join(', ')} only, not to ${node ?? 'this proxy'}`}: nobody can sign in to it here.`,
    remedy: `If you need it, link it to ${node ?? 'the proxy'} in the QMC (Virtual proxies > Edit > Proxies).`,
  }),
  VIRTUAL_PROXY_SETTING: ({ prefix, setting, value }: DoubtfulVirtualProxy) => ({
    message: `${atBeginning(prefix)} ${settings[setting].problem(value)}.`,
    remedy: `In the QMC, ${settings[setting].mend(value)}.`,
  }),
} satisfies FindingTexts

/** By the setting that is in doubt: what is wrong with it, and what to set (docs/facts/qlik-sense.md §3.4 to §3.6). */
const settings = {
  cookieName: {
    problem: () => 'has no name for its session cookie',
    mend: () => 'enter its "Session cookie header name"',
  },
  sameSite: {
    problem: () => 'sends its cookie with SameSite None but without Secure, which browsers refuse',
    mend: () => 'check its "Has secure attribute", or choose another SameSite attribute',
  },
  secure: {
    problem: () => 'marks its cookie as Secure also on plain http, where browsers drop it',
    mend: () => 'clear its "Has secure attribute (http)", or use the hub over https',
  },
  cookieDomain: {
    problem: (domain: string) => `sets its cookie for ${domain}, to which the hub's host does not belong`,
    mend: () => 'correct its "Session cookie domain", or use a hub address inside that domain',
  },
  hostAllowList: {
    problem: (host: string) => `does not have ${host} in its host allow list`,
    mend: (host: string) => `add ${host} to its "Host allow list"`,
  },
  prefix: {
    problem: (prefix: string) => `has a prefix that Qlik Sense uses itself (${prefix})`,
    mend: () => 'give it another prefix',
  },
} satisfies Record<string, Record<'problem' | 'mend', (value: string) => string>>

const atBeginning = (prefix: string): string => describePrefix(prefix).replace(/^t/, 'T')

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
  /** The names of those that it is linked to. */
  proxies: string[]
  /** The one where sessions are made, when it is known. */
  node?: string | undefined
}

export interface DoubtfulVirtualProxy {
  prefix: string
  setting: keyof typeof settings
  /** What the setting is, or should have. */
  value: string
}
