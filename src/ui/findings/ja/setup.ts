import type { setupFindings } from '#protocol/findings/setup'
import { trimPeriod } from '#protocol/findings/text'
import type { Translated } from '../translated.ts'

const span = ({ min, max }: { min: number; max: number }): string =>
  min === max ? `${min}` : `${min}～${max}`

const installAgain = '"hubpass install" をもう一度実行してください。'

export const setup: Translated<typeof setupFindings> = {
  COMPANION_NOT_INSTALLED: () => ({
    message: 'ブラウザーは、このコンピューターで Hubpass のコンパニオンを見つけられませんでした。',
    remedy: 'このコンピューターで "hubpass install" を実行し、もう一度お試しください。',
  }),
  COMPANION_FORBIDDEN: ({ extensionId }) => ({
    message: `コンパニオンは登録されていますが、この拡張機能 (${extensionId}) 用ではありません。`,
    remedy: `このコンピューターで "hubpass install --extension-id ${extensionId}" を実行し、もう一度お試しください。`,
  }),
  COMPANION_EXITED: ({ browserSaid }) => ({
    message: `コンパニオンが応答する前に終了しました (ブラウザーのメッセージ: ${trimPeriod(browserSaid)})。`,
    remedy:
      'ターミナルで "hubpass version" を実行してください。同じプログラムが起動し、止まる理由が分かります。そこで動作する場合は、"hubpass install" をもう一度実行してください。',
  }),
  COMPANION_GARBLED: ({ detail }) => ({
    message: `コンパニオンの応答を読み取れませんでした: ${trimPeriod(detail)}`,
    remedy: 'コンパニオンの通信路に他のものが出力しないよう、"hubpass install" をもう一度実行してください。',
  }),
  COMPANION_TIMEOUT: ({ command, afterMs }) => ({
    message: `コンパニオンは "${command}" に ${afterMs / 1000} 秒以内に応答しませんでした。`,
    remedy:
      'もう一度お試しください。応答がない場合は、ターミナルで "hubpass version" を実行し、起動するか確認してください。',
  }),
  VERSION_MISMATCH: ({ older, extension, companion }) => ({
    message: `拡張機能のプロトコルは ${span(extension)}、コンパニオンは ${span(companion)} です。${older === 'extension' ? '拡張機能' : 'コンパニオン'}が古すぎます。`,
    remedy:
      older === 'companion'
        ? '最新のコンパニオンをダウンロードし、"hubpass install" を実行してください。'
        : 'ブラウザーで拡張機能を更新し、もう一度お試しください。',
  }),
  BROWSER_SANDBOXED: ({ browser, sandbox, path }) => ({
    message: `このコンピューターには ${sandbox} 版の ${browser} (${path}) があります。そのサンドボックスのため、コンパニオンを起動できません。`,
    remedy: `開発元またはディストリビューションのパッケージの ${browser}、または別のブラウザーを使用してください。`,
  }),
  HOSTS_BLOCKED_BY_POLICY: ({ browser, policy, place }) => ({
    message: `ポリシーにより、${browser} はコンパニオンを起動できません: ${place} の ${policy}`,
    remedy:
      'ユーザーのネイティブ メッセージング ホスト "hubpass.companion" の許可を管理者に依頼するか、別のブラウザーを使用してください。',
  }),
  PROFILE_ELSEWHERE: ({ browser, folder, place }) => ({
    message: `${place} は ${browser} を別のユーザー データ フォルダー ${folder} で起動します。そこではコンパニオンが見つかりません。`,
    remedy: 'そのフォルダーを指定して "hubpass install --user-data-dir" も実行してください。',
  }),
  NO_SITE_CONFIGURED: ({ file }) => ({
    message: `サイトがまだ構成されていません (${file})。`,
    remedy: '"hubpass site add <id> --hub <url>" で追加してください。',
  }),
  FILE_EXPOSED: ({ path, rights }) => ({
    message: `このコンピューターの他のユーザーが ${path} を使用できます (権限は ${rights})。`,
    remedy: '"chmod 600" を実行してください。',
  }),
  BROWSER_NOT_REGISTERED: ({ browsers }) => ({
    message:
      browsers.length === 0
        ? 'コンパニオンを起動できるブラウザーがありません。コマンド ラインはそのまま使えます。'
        : `${browsers.join('、')} はコンパニオンを起動できません。コンパニオンの場所が登録されていません。`,
    remedy: '拡張機能を使うには "hubpass install" を実行してください。',
  }),
  REGISTRATION_BROKEN: ({ browser, place, problem }) => ({
    message: `${browser} はコンパニオンを起動できません: ${problem} (${place})`,
    remedy: installAgain,
  }),
  LAUNCHER_BROKEN: ({ launcher, problem }) => ({
    message: `ブラウザーが起動するコンパニオンが応答しません: ${problem} (${launcher})`,
    remedy: '実行に使う Node で "hubpass install" をもう一度実行してください。',
  }),
  COMPANION_OUTDATED: ({ installed, current }) => ({
    message: `ブラウザーは Hubpass ${installed} を起動しますが、こちらは ${current} です。`,
    remedy: installAgain,
  }),
}
