import type { browserFindings } from '#protocol/findings/browser'
import { quote } from '#protocol/text'
import type { Translated } from '../translated.ts'

/** By what the hub says, in its own words. */
function hubRemedy(status: number, title: string): string {
  if (/no access pass/i.test(title))
    return 'QMC ([ライセンス管理]) でこのユーザーにプロフェッショナルまたはアナライザーのアクセスを割り当てるか、アクセスを持つユーザーでサインインしてください。'
  if (/too many sessions/i.test(title))
    return 'Qlik Sense では 1 人のユーザーが同時に持てるセッションは 5 つまでです。"hubpass user logout" などでいくつか終了するか、非アクティブ タイムアウトを待ってください。'
  if (status === 400)
    return 'QMC で、仮想プロキシが存在すること、このプロキシにリンクされていること、ホスト許可リストにこのホスト名があることを確認してください。'
  return 'Qlik Sense のサービスを確認してください。プロキシのログに詳細があります。'
}

export const browser: Translated<typeof browserFindings> = {
  PERMISSION_DENIED: ({ origin }) => ({
    message: `Hubpass が ${origin} を使用することが、ブラウザーで許可されませんでした。セッションは作成されていません。`,
    remedy: 'もう一度 Sign in を押して許可してください。Hubpass はそこにセッション Cookie を設定します。',
  }),
  PRIVATE_WINDOWS_FORBIDDEN: () => ({
    message:
      'ブラウザーは、プライベート ウィンドウでの Hubpass の使用を許可していません。セッションは作成されていません。',
    remedy:
      '拡張機能のページで Hubpass の詳細を開き、「シークレット モードでの実行を許可する」(Edge では「InPrivate での実行を許可する」) をオンにして、もう一度サインインしてください。',
  }),
  COOKIE_REJECTED: ({ cookie, reason }) => ({
    message: `ブラウザーは Cookie ${cookie} を保存しませんでした: ${reason}`,
    remedy:
      'Cookie の名前、セッション ID、およびブラウザーがこのサイトの Cookie を許可していることを確認してください。',
  }),
  COOKIE_SHADOWED: ({ cookie, others }) => ({
    message: `同じ名前の別の Cookie ${cookie} が一緒に送信されています: ${others.join(', ')}`,
    remedy: 'このサイトのブラウザー設定でそれを削除し、もう一度サインインしてください。',
  }),
  NOT_SIGNED_IN: ({ hub, cookie, sawInstead }) => ({
    message: `${hub} はセッションを受け付けませんでした。表示されたもの: ${sawInstead}`,
    remedy: `QMC の仮想プロキシの「Session cookie header name」を ${cookie} と比べ、ハブと QPS が同じプロキシ ノードであることを確認してください。`,
  }),
  WRONG_IDENTITY: ({ expected, received }) => ({
    message: `ハブによると、あなたは ${quote(expected)} ではなく ${quote(received)} です。`,
    remedy:
      '別のセッションが優先されています。それを終了するか、同じ名前の他の Cookie や、この仮想プロキシの匿名アクセスを確認してください。',
  }),
  HUB_UNREACHABLE: ({ hub, reason }) => ({
    message: `ハブ ${hub} を表示できませんでした: ${reason}`,
    remedy:
      'そのアドレスを手動で開いてください。サイトのハブの URL、VPN、およびブラウザーがその証明書を信頼していることを確認してください。',
  }),
  HUB_ERROR_PAGE: ({ hub, status, title }) => ({
    message:
      status < 400
        ? `ハブ ${hub} のメッセージ: ${title}`
        : `ハブ ${hub} は ${status} を返しました${title === '' ? '' : ` (${quote(title)})`}。`,
    remedy: hubRemedy(status, title),
  }),
  TAB_CLOSED: ({ hub }) => ({
    message: `${hub} のタブ、またはそのウィンドウが閉じられました。`,
    remedy: 'もう一度 Sign in を押し、実行が終わるまで両方を開いたままにしてください。',
  }),
  TAB_LEFT: ({ hub }) => ({
    message: `誰がサインインしているかをハブに尋ねる前に、タブが ${hub} から別のページに移動しました。`,
    remedy:
      'もう一度 Sign in を押し、実行が終わるまでタブをそのままにしてください。ひとりでに移動する場合は、移動先を確認してください。おそらくログイン ページです。',
  }),
  TAB_BLOCKED: () => ({
    message: 'タブのページが応答しません。ページのダイアログが応答を待っているか、スクリプトが実行中です。',
    remedy:
      'タブを確認して、ダイアログに答えるか、ページを再読み込みしてください。その後、もう一度お試しください。',
  }),
  NOT_IN_FRAME: ({ page, cookie, sameSite }) => ({
    message:
      sameSite === 'None'
        ? `${page} のハブを表示しているフレームはサインインしていません。SameSite 属性は None ですが、ブラウザーが ${cookie} をフレームに送っていません。`
        : `${page} のハブを表示しているフレームはサインインしていません。SameSite 属性が ${sameSite} のため、ブラウザーは別のサイトのフレームに ${cookie} を送りません。`,
    remedy:
      sameSite === 'None'
        ? `ブラウザーの設定で ${page} のサードパーティ Cookie を許可し、そのページを再読み込みしてください。`
        : 'QMC で仮想プロキシの SameSite 属性を None にし、Secure を付けて https を使ってください。その後もう一度サインインし、そのページを再読み込みしてください。',
  }),
  PERMISSION_REVOKED: ({ origin }) => ({
    message: `サインイン中に ${origin} の許可が取り消されました。`,
    remedy:
      'もう一度 Sign in を押して許可してください。許可がないと、Hubpass は Cookie の設定も復元もできません。',
  }),
  NOBODY_SIGNED_IN: ({ hub }) => ({
    message: `${hub} によると、サインインしているユーザーはもういません。`,
    remedy: 'ここで行うことはもうありません。必要であれば、もう一度サインインしてください。',
  }),
  SIGNED_IN_CHANGED: ({ hub, received, expected }) => ({
    message: `${hub} は現在 ${quote(received)} を示しています。対象は以前の ${quote(expected)} でした。何も変更していません。`,
    remedy: '現在サインインしているユーザーを確認して、もう一度選んでください。',
  }),
  SESSION_COOKIE_UNKNOWN: ({ hub }) => ({
    message: `${hub} はユーザーを示していますが、そのセッションの Cookie は既知のどの名前でも見つかりませんでした。`,
    remedy:
      'Hubpass にこのサイトの使用を許可するか、ユーザーをサインアウトしてください (すべてのセッションが終了します)。',
  }),
  CANCELLED: () => ({
    message: '実行をキャンセルしました。',
    remedy: '残ったものがあると表示されていない限り、対処は不要です。',
  }),
  RUN_INTERRUPTED: ({ step }) => ({
    message: `ステップ "${step}" の途中で、ブラウザーが拡張機能を停止しました。`,
    remedy: 'もう一度 Sign in を押してください。',
  }),
  DEED_INTERRUPTED: () => ({
    message:
      '処理の途中で、ブラウザーが拡張機能を停止しました。すべて、一部だけ、またはまったく実行されていない可能性があります。',
    remedy: '現在サインインしているユーザーとセッションを確認して、まだ必要な操作をもう一度選んでください。',
  }),
  RUN_NOT_BEGUN: ({ reason }) => ({
    message: `サインインは開始されませんでした: ${reason}。`,
    remedy: '現在サインインしているユーザーを確認して、必要であれば Sign in を押してください。',
  }),
}
