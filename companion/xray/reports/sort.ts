import type { Text } from '#messages/message'
import { describePrefix } from '#protocol/prefix'
import { catalog } from '../catalog.ts'
import type { Remedy } from '../check.ts'
import type { EnglishCheck, EnglishResult } from '../english-result.ts'
import type { CheckResult } from '../result.ts'

type Verdict = CheckResult['verdict']

/** In the order of every report. */
export const verdicts = ['failed', 'undecided', 'passed', 'skipped'] as const satisfies readonly Verdict[]

export const verdictTitles: Record<Verdict, string> = {
  failed: 'Failed',
  undecided: 'Undecided',
  passed: 'Passed',
  skipped: 'Not run',
}

const severities = ['high', 'medium', 'low', 'info']

/** Returns the checks with a verdict, the most severe ones first. */
export const select = ({ checks }: EnglishResult, verdict: Verdict): EnglishCheck[] =>
  checks
    .filter(check => check.verdict === verdict)
    .toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity))

/** Returns the answer in one sentence. */
export function summarize(result: EnglishResult): string {
  const [failed, undecided, passed, skipped] = verdicts.map(verdict => select(result, verdict).length)
  const first = failed === 0 ? 'No check failed' : `${failed} of ${result.checks.length} checks failed`
  return `${first}: ${passed} passed, ${undecided} undecided, ${skipped} not run.`
}

export const describeTarget = ({
  user,
  prefix,
  site,
  catalogue,
  requests,
  sessions,
}: EnglishResult): string =>
  `${user} on ${describePrefix(prefix)} of ${site} · ${catalogue} · ${requests} requests, ${sessions} sessions`

export const formatRemedy = ({ page, field, present, wanted }: Remedy<string>): string =>
  `${page}: ${field}. ${present === undefined ? '' : `Now: ${present}. `}Wanted: ${wanted}.`

/** Returns what a check asks and why it matters. */
export function explain({ id }: Pick<CheckResult, 'id'>): { asked: Text; why: Text } {
  const { asked = '', why = '' } = catalog.find(check => check.id === id) ?? {}
  return { asked, why }
}
