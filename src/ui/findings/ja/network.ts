import type { ClosePhase } from '#protocol/findings/connection-closed'
import type { networkFindings } from '#protocol/findings/network'
import type { Translated } from '../translated.ts'

const rightPort = 'Qlik Sense Proxy Service の REST API のポート (4243) であること'
const thisVerySite = 'クライアント証明書がまさにこのサイトの QMC からエクスポートされたものであること'
const exportHere = 'まさにこのサイトの QMC からクライアント証明書をエクスポートしてください。'

const closings: Record<ClosePhase, { how: string; remedy: string }> = {
  beforeTls: {
    how: 'は TLS の開始前に接続を閉じました',
    remedy: `${rightPort}、サービスが起動していること、サーバーが TLS 1.2 以降を許可していることを確認してください。クライアント証明書はまだ要求されていません。`,
  },
  inHandshake: {
    how: 'は TLS ハンドシェイク中に、理由を示さず接続を閉じました',
    remedy: `${thisVerySite}、次に${rightPort}を確認してください。`,
  },
  afterHandshake: {
    how: 'は TLS ハンドシェイクの直後に、理由を示さず接続を閉じました',
    remedy: `${thisVerySite}、次に${rightPort}を確認してください。`,
  },
  always: {
    how: 'は、クライアント証明書の有無にかかわらず、TLS ハンドシェイク中または直後にすべての接続を閉じます',
    remedy: `${rightPort}とサービスが起動していること、次に${thisVerySite}を確認してください。`,
  },
  onRequest: {
    how: 'は接続を受け付けましたが、要求が届くと応答せずに閉じました',
    remedy: `もう一度お試しください。変わらない場合は、Qlik Sense Proxy Service のログを確認し、次に${thisVerySite}を確認してください。この段階で証明書を要求するサーバーもあります。`,
  },
  inAnswer: {
    how: 'は応答の途中で接続を閉じました',
    remedy:
      'もう一度お試しください。変わらない場合は、途中で接続を切っているもの (ファイアウォール、プロキシ、VPN) を探してください。',
  },
  kept: {
    how: 'は、開いたままにしていた接続を、要求を送るのと同時に閉じました',
    remedy: 'もう一度お試しください。次の要求では新しい接続が使われます。',
  },
}

const sights = {
  closedOnlyWithIt:
    '証明書を送ると、サーバーは TLS ハンドシェイクの直後に接続を閉じますが、送らなければ閉じません',
  demandedOne:
    '証明書を送ると、サーバーは TLS ハンドシェイクの直後に接続を閉じ、送らなければ証明書を要求します',
}

const tooOldCiphers =
  'サーバーで TLS 1.2 の現行の暗号スイート、または TLS 1.3 を有効にしてください。クライアント証明書はまだ要求されていません。'

const alertRemedies: Record<number, string> = {
  40: tooOldCiphers,
  71: tooOldCiphers,
  80: 'サーバー自身に問題がありました。Windows のイベント ログ (Schannel) と Qlik Sense Proxy Service のログを確認してください。',
  112: 'サーバーはそのホスト名を名乗っていません。サーバー自身の名前を使うか、"hubpass site add … --tls-server-name" で設定してください。',
}

const unreached = ['HOST_NOT_FOUND', 'CONNECTION_REFUSED', 'TIMEOUT']

export const network: Translated<typeof networkFindings> = {
  HOST_NOT_FOUND: ({ address }) => ({
    message: `${address} のホストのアドレスが分かりません。`,
    remedy: 'サイトのホスト名、DNS、VPN を確認してください。',
  }),
  CONNECTION_REFUSED: ({ address }) => ({
    message: `${address} は応答しません。`,
    remedy:
      'Qlik Sense Proxy Service が動作していること、ファイアウォールがこのポート (QMC で変更していなければ 4243) への接続を許可していることを確認してください。',
  }),
  CONNECTION_CLOSED: ({ address, when }) => {
    const { how, remedy } = closings[when ?? 'afterHandshake']
    return { message: `${address} ${when === undefined ? 'は接続を閉じました' : how}。`, remedy }
  },
  TIMEOUT: ({ address, afterMs, accepted }) => ({
    message: `${address} は${accepted === true ? '接続を受け付けましたが、' : ''} ${afterMs / 1000} 秒以内に応答しませんでした。`,
    remedy:
      accepted === true
        ? '経路は開いています。Qlik Sense のサービスのポート (QPS 4243、QRS 4242) であることを確認し、次にそのサービスが停止していないか、ログを確認して再起動してください。'
        : 'VPN とファイアウォールを確認してください。フィルターされたポートではこのようになります。',
  }),
  NOT_TLS: ({ address }) => ({
    message: `${address} は TLS で通信していません。`,
    remedy: 'ポートを修正してください。QPS は 4243 で TLS により待ち受けます。',
  }),
  TLS_UNTRUSTED_ROOT: ({ address, reason, ours }) => ({
    message: `${address} の証明書は、このサイトのルートが発行したものではありません (${reason})。`,
    remedy:
      ours === undefined
        ? 'まさにこのサイトからエクスポートした root.pem を使用してください。'
        : `クライアント証明書とルートは一致しています (${ours})。${address} が目的のサイトかどうか確認し、その QMC からすべてのファイルをエクスポートし直すか、アドレスを修正してください。途中で TLS を検査するものがある場合も、このようになります。`,
  }),
  TLS_NAME_MISMATCH: ({ address, names, wanted }) => ({
    message: `${address} の証明書は ${names} 用で、${wanted} 用ではありません。`,
    remedy: 'ホストにその名前を使うか、"hubpass site add … --tls-server-name" で設定してください。',
  }),
  TLS_SERVER_CERTIFICATE_EXPIRED: ({ address }) => ({
    message: `${address} のサーバー証明書は期限切れか、まだ有効になっていません。`,
    remedy: 'Qlik Sense サイトの証明書を更新してください。このコンピューターの時計も確認してください。',
  }),
  TLS_WRONG_PURPOSE: ({ address }) => ({
    message: `${address} の証明書はサーバー用ではありません。`,
    remedy: 'このサイトの Qlik Sense サービス証明書を作成し直してもらってください。',
  }),
  TLS_CLIENT_CERTIFICATE_REJECTED: ({ address, alert, says, seen }) => ({
    message: `${address} はクライアント証明書を拒否しました${says === undefined ? '' : ` (${says})`}${seen === undefined ? '。' : `。${sights[seen]}。`}`,
    remedy:
      alert === 45 ? `こちらでは証明書はまだ有効です。サーバーの時計を確認し、${exportHere}` : exportHere,
  }),
  TLS_VERSION: ({ address }) => ({
    message: `${address} とこのコンピューターに共通の TLS バージョンがありません。`,
    remedy: 'サーバーで TLS 1.2 以降を有効にしてください。',
  }),
  TLS_HANDSHAKE_FAILED: ({ address, reason, alert }) => ({
    message: `${address} との TLS ハンドシェイクに失敗しました: ${reason}`,
    remedy:
      alertRemedies[alert ?? 0] ??
      `${rightPort}、${thisVerySite}、途中で TLS が検査されていないことを確認してください。`,
  }),
  QRS_UNAVAILABLE: ({ address, reason, because, accepted }) => ({
    message: `Repository Service (${address}) から情報を取得できません: ${reason}`,
    remedy: `サインインには不要で、通常の Cookie 設定が使われます。実際の設定を使うには、${unreached.includes(because) && accepted !== true ? 'そのポート (変更していなければ 4242) を開いてもらう' : 'これを修正する'}か、アドレスを修正してください: "hubpass site add … --qrs"`,
  }),
}
