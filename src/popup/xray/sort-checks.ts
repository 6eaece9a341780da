import type { XrayCheck } from '#protocol/xray'
import { getSubjectPlace } from './subjects.ts'

export const verdicts = ['failed', 'undecided', 'passed', 'skipped'] as const

export type Verdict = (typeof verdicts)[number]

/** Returns the checks with a verdict by subject. */
export const selectChecks = (checks: readonly XrayCheck[], verdict: Verdict): XrayCheck[] =>
  checks
    .filter(check => check.verdict === verdict)
    // Stable, so that ids keep their order.
    .toSorted((one, other) => getSubjectPlace(one) - getSubjectPlace(other))
