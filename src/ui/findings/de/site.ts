import type {
  DoubtfulVirtualProxy,
  virtualProxySettingsFindings,
} from '#protocol/findings/virtual-proxy-settings'
import { quote } from '#protocol/text'
import type { Translated } from '../translated.ts'

type Setting = { problem: (value: string) => string; mend: (value: string) => string }

const settings: Record<DoubtfulVirtualProxy['setting'], Setting> = {
  cookieName: {
    problem: () => 'hat keinen Namen für sein Sitzungscookie',
    mend: () => 'geben Sie seinen „Session cookie header name“ ein',
  },
  sameSite: {
    problem: () => 'sendet sein Cookie mit SameSite None, aber ohne Secure; das lehnen Browser ab',
    mend: () => 'prüfen Sie „Has secure attribute“, oder wählen Sie ein anderes SameSite-Attribut',
  },
  secure: {
    problem: () => 'kennzeichnet sein Cookie auch bei einfachem http als Secure; dort verwerfen es Browser',
    mend: () => 'nehmen Sie „Has secure attribute (http)“ weg, oder benutzen Sie den Hub über https',
  },
  cookieDomain: {
    problem: domain => `setzt sein Cookie für ${domain}; der Host des Hubs gehört nicht dazu`,
    mend: () =>
      'berichtigen Sie „Session cookie domain“, oder nehmen Sie eine Hub-Adresse innerhalb dieser Domäne',
  },
  hostAllowList: {
    problem: host => `hat ${host} nicht in der Liste zulässiger Hosts`,
    mend: host => `fügen Sie ${host} zu „Host allow list“ hinzu`,
  },
  prefix: {
    problem: prefix => `hat ein Präfix, das Qlik Sense selbst benutzt (${prefix})`,
    mend: () => 'geben Sie ihm ein anderes Präfix',
  },
}

const proxy = (prefix: string): string =>
  prefix === '' ? 'Der virtuelle Standardproxy' : `Der virtuelle Proxy ${quote(prefix)}`

export const site: Translated<typeof virtualProxySettingsFindings> = {
  PROXY_NODES_DIFFER: ({ hub, hubNode, qps, qpsNode, wanted }) => ({
    message: `Der Hub ${hub} ist der Proxy-Knoten ${hubNode}, aber Sitzungen entstehen bei ${qps}, dem Proxy-Knoten ${qpsNode}; eine Sitzung gilt nur auf dem Knoten, der sie erzeugt hat.`,
    remedy: `Lassen Sie sie auf dem Knoten des Hubs entstehen: "hubpass site add … --qps ${wanted}".`,
  }),
  PROXY_NODE_UNKNOWN: ({ hub, qps, nodes }) => ({
    message: `Ob der Hub ${hub} und ${qps} derselbe Proxy-Knoten sind, ist nicht zu erkennen: Die Knoten sind ${nodes.join(' und ')}.`,
    remedy:
      'Eine Sitzung gilt nur auf dem Knoten, der sie erzeugt hat. Wenn das ein Load Balancer ist, nennen Sie stattdessen einen Knoten: "hubpass site add … --hub … --qps …".',
  }),
  VIRTUAL_PROXY_NOT_LINKED: ({ prefix, node, proxies }) => ({
    message: `${proxy(prefix)} ist ${proxies.length === 0 ? 'mit keinem Proxy' : `nur mit ${proxies.join(', ')}, nicht mit ${node ?? 'diesem Proxy'}`} verknüpft: Hier kann sich dort niemand anmelden.`,
    remedy: `Wenn Sie ihn brauchen, verknüpfen Sie ihn in der QMC mit ${node ?? 'dem Proxy'} (Virtuelle Proxys > Bearbeiten > Proxys).`,
  }),
  VIRTUAL_PROXY_SETTING: ({ prefix, setting, value }) => ({
    message: `${proxy(prefix)} ${settings[setting].problem(value)}.`,
    remedy: `In der QMC: ${settings[setting].mend(value)}.`,
  }),
}
