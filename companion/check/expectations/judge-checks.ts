import type { EnglishCheck } from '../../xray/english-result.ts'
import type { PlacedWaiver, PlannedChecks } from '../plan/plan.ts'
import type { CaseItem, ItemVerdict } from './judgement.ts'
import type { CaseOutcome } from './outcome.ts'

interface ChecksToJudge {
  checks: PlannedChecks | undefined
  today: string
}

const verdicts: Record<EnglishCheck['verdict'], ItemVerdict> = {
  passed: 'expected',
  failed: 'unexpected',
  undecided: 'undecided',
  skipped: 'notRun',
}

/** Judges the results of the catalog. A waiver lets a check fail until its date. */
export function judgeChecks(
  { checks: results = [] }: CaseOutcome,
  { checks, today }: ChecksToJudge,
): CaseItem[] {
  const { only, waivers } = checks ?? {}
  return results
    .filter(({ id }) => only === undefined || only.includes(id))
    .map(result => applyWaiver(toItem(result), waivers?.get(result.id), today))
}

const toItem = ({
  id,
  title,
  verdict,
  message,
  severity,
  evidence,
  remedy,
  references,
}: EnglishCheck): CaseItem => ({
  id,
  title,
  verdict: verdicts[verdict],
  ...(verdict === 'undecided' ? { kind: 'check' as const } : {}),
  message,
  severity,
  ...(evidence.length === 0 ? {} : { evidence: [...evidence] }),
  ...(remedy === undefined ? {} : { remedy }),
  references: [...references],
})

/** An expired waiver is a failure, also of a check that passes: nobody may rely on it. */
function applyWaiver(item: CaseItem, waiver: PlacedWaiver | undefined, today: string): CaseItem {
  if (waiver === undefined) return item
  const { until, because, place } = waiver
  const named = { until, because, line: place.line, column: place.column }
  if (today > until)
    return {
      ...item,
      verdict: 'waiverExpired',
      message: `The waiver expired on ${until} (${because}). ${item.message}`,
      advice:
        item.verdict === 'expected'
          ? 'Remove the waiver: the check passes.'
          : `${item.remedy === undefined ? 'Fix the cause, or' : 'Or'} agree on a later date and write it into the plan.`,
      waiver: named,
    }
  if (item.verdict !== 'unexpected') return { ...item, waiver: named }
  return {
    ...item,
    verdict: 'waived',
    message: `Waived until ${until} (${because}). ${item.message}`,
    waiver: named,
  }
}
