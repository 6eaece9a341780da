import type {
  DoubtfulVirtualProxy,
  virtualProxySettingsFindings,
} from '#protocol/findings/virtual-proxy-settings'
import { quote } from '#protocol/text'
import type { Translated } from '../translated.ts'

type Setting = { problem: (value: string) => string; mend: (value: string) => string }

const settings: Record<DoubtfulVirtualProxy['setting'], Setting> = {
  cookieName: {
    problem: () => 'n’a pas de nom pour son cookie de session',
    mend: () => 'saisissez son « Session cookie header name »',
  },
  sameSite: {
    problem: () => 'envoie son cookie avec SameSite None mais sans Secure, ce que les navigateurs refusent',
    mend: () => 'vérifiez « Has secure attribute », ou choisissez un autre attribut SameSite',
  },
  secure: {
    problem: () => 'marque son cookie Secure même en http simple, où les navigateurs le rejettent',
    mend: () => 'décochez « Has secure attribute (http) », ou utilisez le hub en https',
  },
  cookieDomain: {
    problem: domain => `pose son cookie pour ${domain}, dont l’hôte du hub ne fait pas partie`,
    mend: () => 'corrigez « Session cookie domain », ou utilisez une adresse de hub dans ce domaine',
  },
  hostAllowList: {
    problem: host => `n’a pas ${host} dans sa liste d’hôtes autorisés`,
    mend: host => `ajoutez ${host} à « Host allow list »`,
  },
  prefix: {
    problem: prefix => `a un préfixe que Qlik Sense utilise lui-même (${prefix})`,
    mend: () => 'donnez-lui un autre préfixe',
  },
}

const proxy = (prefix: string): string =>
  prefix === '' ? 'Le proxy virtuel par défaut' : `Le proxy virtuel ${quote(prefix)}`

export const site: Translated<typeof virtualProxySettingsFindings> = {
  PROXY_NODES_DIFFER: ({ hub, hubNode, qps, qpsNode, wanted }) => ({
    message: `Le hub ${hub} est le nœud de proxy ${hubNode}, mais les sessions sont créées par ${qps}, le nœud de proxy ${qpsNode} ; une session ne vaut que sur le nœud qui l’a créée.`,
    remedy: `Faites-les créer sur le nœud du hub : "hubpass site add … --qps ${wanted}".`,
  }),
  PROXY_NODE_UNKNOWN: ({ hub, qps, nodes }) => ({
    message: `Impossible de dire si le hub ${hub} et ${qps} sont le même nœud de proxy : les nœuds sont ${nodes.join(' et ')}.`,
    remedy:
      'Une session ne vaut que sur le nœud qui l’a créée. S’il s’agit d’un répartiteur de charge, indiquez plutôt un nœud : "hubpass site add … --hub … --qps …".',
  }),
  VIRTUAL_PROXY_NOT_LINKED: ({ prefix, node, proxies }) => ({
    message: `${proxy(prefix)} ${proxies.length === 0 ? 'n’est lié à aucun proxy' : `est lié seulement à ${proxies.join(', ')}, pas à ${node ?? 'ce proxy'}`} : personne ne peut s’y connecter ici.`,
    remedy: `Si vous en avez besoin, liez-le à ${node ?? 'ce proxy'} dans la QMC (Proxys virtuels > Éditer > Proxys).`,
  }),
  VIRTUAL_PROXY_SETTING: ({ prefix, setting, value }) => ({
    message: `${proxy(prefix)} ${settings[setting].problem(value)}.`,
    remedy: `Dans la QMC : ${settings[setting].mend(value)}.`,
  }),
}
