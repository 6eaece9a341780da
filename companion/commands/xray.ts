import type { Text } from '#messages/message'
import { shortenTexts } from '../util/shorten-texts.ts'
import type { XrayResult } from '../xray/result.ts'
import type { CommandHandler } from './command-handler.ts'
import { xraySession } from './xray-session.ts'

/**
 * Runs the session checks like `hubpass xray`, and says why each matters. Throws BAD_REQUEST,
 * SITE_UNKNOWN, CONFIG_INVALID, USER_NOT_ALLOWED, IDENTITY_INVALID, CANCELLED, and the codes of the
 * groups credential, network and qlik if the first session cannot be created.
 */
export const xray: CommandHandler<'xray'> = async ({ allow = [], ...params }, { signal, via, report }) => {
  const result = await xraySession({ ...params, via }, signal, {
    allow,
    onStart: ({ title }, progress) => report?.({ ...progress, title }),
  })
  const { explain } = await import('../xray/index.ts')
  return shortenTexts({ ...result, checks: result.checks.map(check => describe(check, explain(check).why)) })
}

const describe = ({ evidence, references, ...check }: XrayResult['checks'][number], why: Text) => ({
  ...check,
  evidence: [...evidence],
  references: [...references],
  why,
})
