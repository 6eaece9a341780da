import type { credentialFindings } from '#protocol/findings/credential'
import type { Translated } from '../translated.ts'
import { fragments } from './fragments.ts'

const roles: Record<string, string> = {
  'client certificate': 'クライアント証明書',
  'private key': '秘密キー',
  'root certificate': 'ルート証明書',
  'Windows certificate store': 'Windows 証明書ストア',
}
const roleOf = (role: string): string => roles[role] ?? role

export const credential: Translated<typeof credentialFindings> = {
  CREDENTIAL_FILE_MISSING: ({ path, role }) => ({
    message: `${path} に${roleOf(role)}がありません。`,
    remedy:
      'このサイトの証明書を QMC ([証明書]、PEM 形式) からそのフォルダーにエクスポートするか、パスを修正してください。',
  }),
  CREDENTIAL_FILE_UNREADABLE: ({ path, role, reason }) => ({
    message: `${roleOf(role)} ${path} を読み取れません: ${reason}`,
    remedy: 'ファイルを指定し、アカウントに読み取り権限を与えてください。',
  }),
  CREDENTIAL_NOT_PEM: ({ path, role, found }) => ({
    message: `${path} は PEM 形式の${roleOf(role)}ではありません。内容: ${found}`,
    remedy:
      role === 'client certificate' && found === fragments['a private key']
        ? '証明書とキーが逆のようです。--cert には証明書、--key には秘密キーを指定します。'
        : 'QMC から Windows 形式ではなく PEM 形式で証明書をエクスポートしてください。',
  }),
  CERTIFICATE_EXPIRED: ({ path, validTo }) => ({
    message: `証明書 ${path} は ${validTo} に期限切れになりました。`,
    remedy: 'このサイトの QMC から新しいクライアント証明書をエクスポートしてください。',
  }),
  CERTIFICATE_NOT_YET_VALID: ({ path, validFrom }) => ({
    message: `証明書 ${path} は ${validFrom} まで有効ではありません。`,
    remedy: 'このコンピューターと、証明書を発行したサーバーの時計を確認してください。',
  }),
  KEY_MISSING: ({ path }) => ({
    message: `${path} に秘密キーがありません。`,
    remedy:
      '同じエクスポートの秘密キー (client.pem と同じ場所の client_key.pem)、またはキーを含めてエクスポートした PFX ファイルを使用してください。',
  }),
  KEY_MISMATCH: ({ certificate, key }) => ({
    message: `キー ${key} は証明書 ${certificate} のものではありません。`,
    remedy: '同じエクスポートの client.pem と client_key.pem を使用してください。',
  }),
  KEY_ENCRYPTED: ({ path, variable }) => ({
    message:
      variable === undefined
        ? `${path} のキーは暗号化されていますが、パスフレーズが構成されていません。`
        : `${path} のキーは暗号化されていますが、環境変数 ${variable} にパスフレーズがありません。`,
    remedy:
      variable === undefined
        ? 'パスフレーズを持つ環境変数を指定してください: "hubpass site add … --passphrase-env VAR"'
        : `コンパニオンを起動する環境で、${variable} にパスフレーズを設定してください。`,
  }),
  PASSPHRASE_WRONG: ({ path, variable }) => ({
    message: `${variable === undefined ? '' : `${variable} の`}パスフレーズでは ${path} を開けません。`,
    remedy: 'パスフレーズを修正するか、証明書をもう一度エクスポートしてください。',
  }),
  PFX_UNREADABLE: ({ path, reason }) => ({
    message: `PFX ファイル ${path} を読み取れません: ${reason}`,
    remedy: 'QMC から証明書をもう一度エクスポートしてください。',
  }),
  CERTIFICATE_NOT_FROM_SITE: ({ path, issuer, root, rootPath }) => ({
    message:
      issuer === root
        ? `証明書 ${path} の発行者は、ルート ${rootPath} とは別の "${issuer}" です (名前は同じでもキーが違います)。`
        : `証明書 ${path} の発行者は "${issuer}" ですが、ルート ${rootPath} は "${root}" です。`,
    remedy: 'このサイトで行った同じエクスポートの client.pem、client_key.pem、root.pem を使用してください。',
  }),
  CERTIFICATE_AMBIGUOUS: ({ candidates }) => ({
    message: `該当する証明書が複数あります: ${candidates.join('; ')}`,
    remedy:
      'どれかを指定してください。--pem でフォルダー、--pfx でファイル、--windows-store で拇印を指定します。',
  }),
  CERTIFICATE_NOT_FOUND: ({ wanted, found }) => ({
    message:
      found.length === 0
        ? '通常の場所にクライアント証明書が見つかりませんでした。'
        : `見つかった証明書の中に、使用でき、${wanted.join(' または ')} が発行したものはありません: ${found.join('; ')}`,
    remedy:
      '場所を指定してください。--pem でフォルダー、--pfx でファイル、--windows-store で拇印を指定します。',
  }),
  CERTIFICATE_EXPIRES_SOON: ({ path, validTo, days }) => ({
    message: `証明書 ${path} はあと ${days} 日で期限切れになります (${validTo})。`,
    remedy: '早めに、このサイトの QMC から新しいクライアント証明書をエクスポートしてください。',
  }),
  CERTIFICATE_NOT_FOR_CLIENTS: ({ path, role }) => ({
    message:
      role === undefined
        ? `証明書 ${path} には、Qlik Sense がクライアント用に作成したことが示されていません。`
        : `証明書 ${path} は、Qlik Sense が "Client" ではなく役割 "${role}" 用に作成したものです。`,
    remedy:
      'エクスポートの client.pem を使用してください。この証明書でサインインできる場合は、何もする必要はありません。',
  }),
}
