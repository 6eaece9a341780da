import { quoteArgument } from '#protocol/quote-shell'
import { pluralize } from '../../util/text.ts'
import type { CaseItem, CaseVerdict, ItemVerdict } from '../expectations/judgement.ts'
import type { Comparison } from '../journal/compare.ts'
import type { CaseEntry, RunEntry } from '../journal/entries.ts'
import type { RunSummary } from './summarize.ts'

/** For people, in the order of every report. */
export const verdictTitles: Record<ItemVerdict, string> = {
  unexpected: 'not as expected',
  waiverExpired: 'waiver expired',
  undecided: 'undecided',
  waived: 'waived',
  expected: 'as expected',
  notRun: 'not run',
}

export const verdictSymbols: Record<ItemVerdict, string> = {
  unexpected: '✗',
  waiverExpired: '✗',
  undecided: '?',
  waived: '~',
  expected: '✓',
  notRun: '–',
}

/** Returns the answer in one sentence. */
export function formatVerdict({ cases, verdicts, isComplete }: RunSummary): string {
  const { unexpected, waiverExpired, undecided } = verdicts
  const open = isComplete ? '' : ' The run is not complete.'
  if (unexpected + waiverExpired + undecided === 0)
    return `${cases === 1 ? 'The case is' : `All ${cases} cases are`} as expected.${open}`
  const counts = (Object.entries(verdicts) as [CaseVerdict, number][])
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdictTitles[verdict]}`)
  return `${pluralize(cases, 'case')}: ${counts.join(', ')}.${open}`
}

/** Returns a sentence for each waiver that the plan no longer needs. */
export const formatRemovableWaivers = ({ plan }: RunEntry, { removableWaivers }: RunSummary): string[] =>
  removableWaivers.map(
    ({ id, line, column }) =>
      `${plan.file}:${line}:${column}: the waiver of ${id} can be removed: the check passes in all cases of this run.`,
  )

/** Returns what is different from an earlier run, in one sentence. */
export const formatDifference = ({ new: fresh, still, fixed, gone }: Comparison): string =>
  `Compared with the run before: ${fresh.length} new, ${still.length} still there, ${fixed.length} fixed${gone.length === 0 ? '' : `, ${gone.length} not run again`}.`

/** Returns what the run took. */
export const formatEffort = ({ requests, sessions, startedAt, endedAt }: RunSummary): string =>
  `${formatSeconds(endedAt - startedAt)} s · ${pluralize(requests, 'request')} · ${pluralize(sessions, 'session')}`

/** Formats milliseconds as seconds with three digits. */
export const formatSeconds = (ms: number): string => (Math.max(0, ms) / 1000).toFixed(3)

/** Returns the command that runs one case alone, for a shell of Unix or a plain path. */
export const formatRerun = ({ plan }: RunEntry, { id }: CaseEntry): string =>
  `hubpass check ${quoteArgument(plan.file, 'sh')} --only id:${id}`

export const formatCasePlace = ({ place }: CaseEntry): string => `${place.file}:${place.line}:${place.column}`

/** Returns the items that people must look at, the failed ones first. */
export const selectOpen = ({ items }: CaseEntry): CaseItem[] => [
  ...items.filter(({ verdict }) => verdict === 'unexpected' || verdict === 'waiverExpired'),
  ...items.filter(({ verdict, kind }) => verdict === 'undecided' && kind !== 'check'),
]

/** Returns what people need to act on an item, line by line. */
export function explainItem({ message, advice, evidence = [], remedy }: CaseItem): string[] {
  const setting =
    remedy === undefined
      ? []
      : [
          `${remedy.page}: ${remedy.field}. ${remedy.present === undefined ? '' : `Now: ${remedy.present}. `}Wanted: ${remedy.wanted}.`,
        ]
  const remedies = [...setting, ...(advice === undefined ? [] : [advice])]
  return [message, ...evidence, ...(remedies.length === 0 ? [] : [`Remedy: ${remedies.join(' ')}`])]
}
