import type {
  DoubtfulVirtualProxy,
  virtualProxySettingsFindings,
} from '#protocol/findings/virtual-proxy-settings'
import { quote } from '#protocol/text'
import type { Translated } from '../translated.ts'

type Setting = { problem: (value: string) => string; mend: (value: string) => string }

const settings: Record<DoubtfulVirtualProxy['setting'], Setting> = {
  cookieName: {
    problem: () => 'にセッション Cookie の名前がありません',
    mend: () => '「Session cookie header name」を入力してください',
  },
  sameSite: {
    problem: () => 'は SameSite None で Secure のない Cookie を送りますが、ブラウザーはこれを拒否します',
    mend: () => '「Has secure attribute」を確認するか、別の SameSite 属性を選んでください',
  },
  secure: {
    problem: () => 'は通常の http でも Cookie を Secure にしますが、ブラウザーはこれを破棄します',
    mend: () => '「Has secure attribute (http)」を外すか、ハブを https で使用してください',
  },
  cookieDomain: {
    problem: domain => `は Cookie を ${domain} に設定しますが、ハブのホストはこれに属していません`,
    mend: () => '「Session cookie domain」を修正するか、そのドメイン内のハブのアドレスを使用してください',
  },
  hostAllowList: {
    problem: host => `のホスト許可リストに ${host} がありません`,
    mend: host => `「Host allow list」に ${host} を追加してください`,
  },
  prefix: {
    problem: prefix => `のプレフィックス (${prefix}) は Qlik Sense 自身が使用しています`,
    mend: () => '別のプレフィックスにしてください',
  },
}

const proxy = (prefix: string): string =>
  prefix === '' ? '既定の仮想プロキシ' : `仮想プロキシ ${quote(prefix)} `

export const site: Translated<typeof virtualProxySettingsFindings> = {
  PROXY_NODES_DIFFER: ({ hub, hubNode, qps, qpsNode, wanted }) => ({
    message: `ハブ ${hub} はプロキシ ノード ${hubNode} ですが、セッションは ${qps} (プロキシ ノード ${qpsNode}) で作成されます。セッションは、作成したノードでのみ有効です。`,
    remedy: `ハブのノードで作成するようにしてください: "hubpass site add … --qps ${wanted}"`,
  }),
  PROXY_NODE_UNKNOWN: ({ hub, qps, nodes }) => ({
    message: `ハブ ${hub} と ${qps} が同じプロキシ ノードかどうか分かりません。ノードは ${nodes.join(' と ')} です。`,
    remedy:
      'セッションは、作成したノードでのみ有効です。ロード バランサーの場合は、代わりに 1 つのノードを指定してください: "hubpass site add … --hub … --qps …"',
  }),
  VIRTUAL_PROXY_NOT_LINKED: ({ prefix, node, proxies }) => ({
    message: `${proxy(prefix)}は${proxies.length === 0 ? 'どのプロキシにもリンクされていません' : `${proxies.join('、')} にのみリンクされ、${node ?? 'このプロキシ'} にはリンクされていません`}。ここでは誰もサインインできません。`,
    remedy: `必要な場合は、QMC で ${node ?? 'プロキシ'} にリンクしてください ([仮想プロキシ] > [編集] > [プロキシ])。`,
  }),
  VIRTUAL_PROXY_SETTING: ({ prefix, setting, value }) => ({
    message: `${proxy(prefix)}${settings[setting].problem(value)}。`,
    remedy: `QMC で、${settings[setting].mend(value)}。`,
  }),
}
