import type { Case } from '../cases/case.ts'
import { judgeBrowser } from './judge-browser.ts'
import { judgeChecks } from './judge-checks.ts'
import { judgeFinding } from './judge-finding.ts'
import { judgeSettings } from './judge-settings.ts'
import { judgeSignIn } from './judge-sign-in.ts'
import { type CaseItem, type CaseJudgement, type CaseVerdict, caseVerdicts } from './judgement.ts'
import type { CaseOutcome } from './outcome.ts'

export interface JudgeOptions {
  /** The day (UTC) like `2027-01-31`, which decides about waivers. */
  today: string
}

/** Judges what a run found out about a case. Asks nobody and reads no clock. */
export function judgeCase(of: Case, outcome: CaseOutcome, { today }: JudgeOptions): CaseJudgement {
  const items = [
    ...judgeSignIn(of, outcome),
    ...judgeSettings(of.expect, outcome),
    ...judgeBrowser(of, outcome),
    ...judgeChecks(outcome, { checks: of.checks, today }),
    ...judgeInterruption(outcome),
  ]
  const verdict = findWorst(items)
  const kind = items.find(item => item.verdict === verdict && item.kind !== 'check')?.kind
  return { verdict, ...(verdict === 'undecided' && kind !== undefined ? { kind } : {}), items }
}

/** The user was signed in, but the browser or the checks of the catalog could not end. */
const judgeInterruption = ({ interruption }: CaseOutcome): CaseItem[] =>
  interruption === undefined ? [] : [judgeFinding({ id: 'checks', title: 'The checks end' }, interruption)]

/** A check of the catalog that is undecided does not make its case undecided, as `hubpass xray` has it. */
function findWorst(items: readonly CaseItem[]): CaseVerdict {
  const counting = items.filter(({ verdict, kind }) => !(verdict === 'undecided' && kind === 'check'))
  return caseVerdicts.find(verdict => counting.some(item => item.verdict === verdict)) ?? 'expected'
}
