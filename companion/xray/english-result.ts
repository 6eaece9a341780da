import { inEnglish } from '#messages/checks/english'
import { changeTexts } from './change-texts.ts'
import type { CheckResult, XrayResult } from './result.ts'

export type EnglishResult = XrayResult<string>
export type EnglishCheck = CheckResult<string>

/** Returns a result for reports and `--json`, which are in English. */
export const toEnglishResult = (result: XrayResult): EnglishResult => ({
  ...result,
  checks: result.checks.map(check => changeTexts(check, inEnglish)),
})
