import type { qlikFindings } from '#protocol/findings/qlik'
import { quote } from '#protocol/text'
import type { Translated } from '../translated.ts'
import { site } from './site.ts'

const otherThanExpected = {
  QPS: 'Qlik Sense Proxy Service の REST API のポート (4243) であることを確認してください。',
  QRS: 'パスと、Qlik Sense Repository Service のポート (4242) であることを確認してください。',
  hub: 'サイトのハブの URL と、そこで Qlik Sense の代わりに何が応答しているかを確認してください。',
}

export const qlik: Translated<typeof qlikFindings> = {
  XSRF_REJECTED: ({ address }) => ({
    message: `${address} は要求を偽造とみなして拒否しました (XSRF prevention check failed)。`,
    remedy:
      'Qlik Sense との間のプロキシが、クエリまたはヘッダー X-Qlik-Xrfkey を取り除いています。サーバーを直接呼び出してください。',
  }),
  QPS_FORBIDDEN: ({ address, status }) => ({
    message: `${address} は ${status} を返しました。クライアント証明書が受け入れられませんでした。`,
    remedy: 'まさにこのサイトの QMC からクライアント証明書をエクスポートしてください。',
  }),
  VIRTUAL_PROXY_UNKNOWN: ({ prefix, status }) => ({
    message: `ここの Qlik Sense に、プレフィックス ${quote(prefix)} の仮想プロキシはありません (応答は ${status})。`,
    remedy:
      'QMC で、プレフィックスと、仮想プロキシがこのプロキシにリンクされていることを確認してください。次に、Qlik Sense Proxy Service の REST API のポート (4243) であることを確認してください。',
  }),
  IDENTITY_INVALID: ({ field, received, rule }) => ({
    message: `${field} が ${quote(received)} になっています: ${rule}`,
    remedy: `${field} を修正してください。`,
  }),
  ATTRIBUTES_TOO_LARGE: ({ bytes, limit }) => ({
    message: `属性が ${bytes} バイトあります。Qlik Sense で送れるのは ${limit} バイトまでです。`,
    remedy: '属性を減らすか、短くしてください。',
  }),
  SESSION_UNKNOWN: ({ prefix }) => ({
    message: `Qlik Sense は、${prefix === '' ? '既定の仮想プロキシ' : `仮想プロキシ ${quote(prefix)} `}上にこのセッションを認識していません。`,
    remedy: 'すでに終了しているか、別の仮想プロキシまたはプロキシ ノードのセッションです。',
  }),
  UNEXPECTED_RESPONSE: ({ address, status, problem, service, lostHeader }) => ({
    message: `${address} は${status === 0 ? '' : ` ${status} を`}返しましたが、想定外の応答でした: ${problem}`,
    remedy:
      lostHeader === undefined
        ? otherThanExpected[service ?? 'QPS']
        : `Qlik Sense との間で、ヘッダー ${lostHeader} が取り除かれているか変更されています。サーバーを直接呼び出してください。`,
  }),
  ...site,
}
