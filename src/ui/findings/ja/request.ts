import type { requestFindings } from '#protocol/findings/request'
import { quote } from '#protocol/text'
import type { Translated } from '../translated.ts'

export const request: Translated<typeof requestFindings> = {
  BAD_REQUEST: ({ field, received, expected, problem }) => ({
    message:
      problem === undefined ? `${field} が ${quote(received)} になっています。` : `${field}: ${problem}`,
    remedy: `指定する値: ${expected}`,
  }),
  MESSAGE_TOO_LARGE: ({ bytes, limit }) => ({
    message: `${bytes} バイトのメッセージは、ブラウザーとコンパニオンの間で送れません (上限 ${limit})。`,
    remedy: '属性を短くしてください。',
  }),
  SITE_UNKNOWN: ({ site, known }) => ({
    message: `コンパニオンはサイト ${quote(site)} を認識していません。`,
    remedy:
      known.length > 0
        ? `${known.map(quote).join('、')} のいずれかを選ぶか、"hubpass site add" で追加してください。`
        : '"hubpass site add <id> --hub <url> --pem <folder>" で追加してください。',
  }),
  CONFIG_INVALID: ({ file, problem }) => ({
    message: `構成ファイル ${file} を使用できません: ${problem}`,
    remedy:
      'ファイルを修正するか、別の場所に移して "hubpass site add" でサイトを追加し直してください。Hubpass はこのファイルを変更していません。',
  }),
  USER_NOT_ALLOWED: ({ user, site, patterns }) => ({
    message: `サイト ${quote(site)} では ${quote(user)} になることは許可されていません。許可されているのは ${patterns.map(quote).join('、')} です。`,
    remedy: '該当するユーザーでサインインするか、サイトの "users" パターンを広げてもらってください。',
  }),
  FILE_NOT_WRITTEN: ({ path, reason }) => ({
    message: `ファイル ${path} に書き込めませんでした: ${reason}`,
    remedy: '別の場所を選ぶか、そこに書き込む権限をアカウントに与えてください。',
  }),
  AUDIT_INCOMPLETE: ({ path, problem }) => ({
    message: `監査ログ ${path} の一部を読み取れません: ${problem}`,
    remedy: 'エディターで確認してください。Hubpass は続きに書き込み、既存の内容は変更しません。',
  }),
}
