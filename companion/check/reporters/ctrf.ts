import { formatLoggedJson } from '../../util/log-commands.ts'
import type { CaseItem, CaseVerdict, ItemVerdict } from '../expectations/judgement.ts'
import type { CaseEntry } from '../journal/entries.ts'
import type { ReportSource } from './reporter.ts'
import { explainItem, formatRerun, selectOpen, verdictTitles } from './words.ts'

const statuses: Record<ItemVerdict, 'passed' | 'failed' | 'skipped' | 'other'> = {
  unexpected: 'failed',
  waiverExpired: 'failed',
  undecided: 'other',
  waived: 'passed',
  expected: 'passed',
  notRun: 'skipped',
}

/** Yields the run in the common test report format. A test is a case, because only a case has a time. */
export async function* formatCtrf({ journals, summary }: ReportSource): AsyncGenerator<string> {
  const { run } = journals
  const { verdicts, cases, startedAt, endedAt } = summary
  const count = (status: string) =>
    (Object.entries(verdicts) as [CaseVerdict, number][]).reduce(
      (sum, [verdict, number]) => sum + (statuses[verdict] === status ? number : 0),
      0,
    )
  const results = {
    tool: { name: 'Hubpass', version: run.hubpass },
    summary: {
      tests: cases,
      passed: count('passed'),
      failed: count('failed'),
      skipped: 0,
      pending: 0,
      other: count('other'),
      start: startedAt,
      stop: endedAt,
      duration: endedAt - startedAt,
    },
  }
  const head = { reportFormat: 'CTRF', specVersion: '0.0.0', generatedBy: 'Hubpass', results }
  yield `${formatLoggedJson(head).slice(0, -2)},"tests":[`
  let separator = '\n'
  for await (const entry of journals.readCases()) {
    yield separator + formatLoggedJson(toTest(entry, formatRerun(run, entry)))
    separator = ',\n'
  }
  yield '\n]}}\n'
}

function toTest(entry: CaseEntry, rerun: string) {
  const { id, name, site, prefix, place, at, ms, verdict, items, attributeSet } = entry
  const open = selectOpen(entry)
  const start = Date.parse(at)
  return {
    testId: id,
    name,
    status: statuses[verdict],
    rawStatus: verdictTitles[verdict],
    duration: Math.round(ms),
    start,
    stop: start + Math.round(ms),
    suite: [site, prefix === '' ? 'default' : prefix],
    ...(open.length === 0
      ? {}
      : {
          message: open.map(({ id, message }) => `${id}: ${message}`).join('\n'),
          trace: [...open.flatMap(item => [`${item.id} ${item.title}`, ...explainItem(item)]), rerun].join(
            '\n',
          ),
        }),
    filePath: place.file,
    line: place.line,
    steps: items.map(toStep),
    ...(attributeSet === undefined ? {} : { parameters: { attributeSet } }),
  }
}

const toStep = ({ id, title, verdict }: CaseItem) => ({ name: `${id} ${title}`, status: statuses[verdict] })
