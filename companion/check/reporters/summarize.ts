import type { EnglishCheck } from '../../xray/english-result.ts'
import type { VerdictCounts } from '../expectations/exit-code.ts'
import { getRunExitCode } from '../expectations/exit-code.ts'
import { type CaseItem, type ItemVerdict, isFailed } from '../expectations/judgement.ts'
import type { Journals } from '../journal/journals.ts'
import { type RemovableWaiver, WaiverReview } from './waiver-review.ts'

/** What a report says first. */
export interface RunSummary extends VerdictCounts {
  cases: number
  /** By verdict. */
  items: Record<ItemVerdict, number>
  /** The undecided items that are no checks of the catalog. */
  undecidedExpectations: number
  requests: number
  sessions: number
  /** Milliseconds since 1970. */
  startedAt: number
  endedAt: number
  exitCode: number
  isComplete: boolean
  /** The worst result of each check of the catalog, for the coverage of requirements. */
  checks: readonly EnglishCheck[]
  /** The items that failed somewhere, each once. */
  rules: readonly CaseItem[]
  /** The waived checks that pass in all cases, each once. */
  removableWaivers: readonly RemovableWaiver[]
}

/** Reads all cases once. */
export async function summarizeRun(journals: Journals): Promise<RunSummary> {
  const verdicts = { unexpected: 0, waiverExpired: 0, undecided: 0, waived: 0, expected: 0 }
  const items = { ...verdicts, notRun: 0 }
  const kinds = { configuration: 0, network: 0, qlik: 0, check: 0 }
  let [cases, requests, sessions, undecidedExpectations] = [0, 0, 0, 0]
  const startedAt = Date.parse(journals.run.at) || 0
  let endedAt = startedAt
  const worst = new Map<string, EnglishCheck>()
  const rules = new Map<string, CaseItem>()
  const waivers = new WaiverReview()
  for await (const entry of journals.readCases()) {
    cases += 1
    requests += entry.requests
    sessions += entry.sessions
    verdicts[entry.verdict] += 1
    if (entry.verdict === 'undecided') kinds[entry.kind ?? 'qlik'] += 1
    endedAt = Math.max(endedAt, (Date.parse(entry.at) || 0) + entry.ms)
    for (const item of entry.items) {
      items[item.verdict] += 1
      waivers.add(item)
      if (item.verdict === 'undecided' && item.kind !== 'check') undecidedExpectations += 1
      if (isFailed(item.verdict) || item.verdict === 'waived')
        if (!rules.has(item.id)) rules.set(item.id, item)
      const result = toCheckResult(item)
      if (result !== undefined && isWorse(result, worst.get(item.id))) worst.set(item.id, result)
    }
  }
  return {
    ...{ cases, verdicts, kinds, items, undecidedExpectations, requests, sessions, startedAt, endedAt },
    exitCode: getRunExitCode({ verdicts, kinds }) || Number(!journals.isComplete),
    isComplete: journals.isComplete,
    checks: [...worst.values()].toSorted((one, other) => one.id.localeCompare(other.id)),
    removableWaivers: waivers.listRemovable(),
    rules: [...rules.values()].toSorted((one, other) => one.id.localeCompare(other.id)),
  }
}

const order = ['failed', 'undecided', 'passed', 'skipped'] as const

const isWorse = (result: EnglishCheck, than: EnglishCheck | undefined): boolean =>
  than === undefined || order.indexOf(result.verdict) < order.indexOf(than.verdict)

const verdictsOfChecks: Record<ItemVerdict, EnglishCheck['verdict']> = {
  unexpected: 'failed',
  waiverExpired: 'failed',
  waived: 'failed',
  undecided: 'undecided',
  expected: 'passed',
  notRun: 'skipped',
}

/** Only checks of the catalog have references. A waived check does not meet its requirement. */
function toCheckResult(item: CaseItem): EnglishCheck | undefined {
  const { id, title, verdict, message, severity = 'info', references } = item
  if (references === undefined) return undefined
  return {
    id,
    title,
    verdict: verdictsOfChecks[verdict],
    severity,
    class: 'R',
    message,
    evidence: [],
    references,
  }
}
