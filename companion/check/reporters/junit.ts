import { escapeMarkup } from '../../util/markup.ts'
import type { CaseItem } from '../expectations/judgement.ts'
import type { CaseEntry } from '../journal/entries.ts'
import type { ReportSource } from './reporter.ts'
import type { RunSummary } from './summarize.ts'
import { explainItem, formatCasePlace, formatRerun, formatSeconds } from './words.ts'

/** What readers of JUnit know: passed tests have no element. */
type Outcome = 'failure' | 'error' | 'skipped' | 'passed'

/**
 * Yields the run for forges. A suite is a case with its time, a test is one of its expectations or checks.
 * The schema of Jenkins has no file and line for tests: they are properties of the suite, and stand first
 * in the text of a failure. The time of a single check was not measured, so a test has none.
 */
export async function* formatJunit({ journals, summary }: ReportSource): AsyncGenerator<string> {
  const { run } = journals
  const { startedAt, endedAt } = summary
  const root = { name: run.plan.name, ...countOutcomes(summary), time: formatSeconds(endedAt - startedAt) }
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${formatAttributes(root)}>\n`
  for await (const entry of journals.readCases()) yield formatSuite(entry, formatRerun(run, entry))
  yield '</testsuites>\n'
}

/** An undecided check is skipped, an undecided expectation is an error. Only suites count skipped tests. */
const countOutcomes = ({ items, undecidedExpectations }: RunSummary) => ({
  tests: Object.values(items).reduce((sum, count) => sum + count, 0),
  failures: items.unexpected + items.waiverExpired,
  errors: undecidedExpectations,
})

function formatSuite(entry: CaseEntry, rerun: string): string {
  const outcomes = entry.items.map(toOutcome)
  const count = (outcome: Outcome) => outcomes.filter(each => each === outcome).length
  const { name, id, site, prefix, place, at, ms } = entry
  const attributes = {
    name,
    tests: entry.items.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: formatSeconds(ms),
    timestamp: at.slice(0, 19),
    id,
    package: prefix === '' ? site : `${site}.${prefix}`,
  }
  const properties = Object.entries({ file: place.file, line: String(place.line), rerun }).map(
    ([key, value]) => `      <property${formatAttributes({ name: key, value })}/>\n`,
  )
  return [
    `  <testsuite${formatAttributes(attributes)}>\n    <properties>\n${properties.join('')}    </properties>\n`,
    ...entry.items.map(item => formatTest(entry, item, rerun)),
    '  </testsuite>\n',
  ].join('')
}

function formatTest(entry: CaseEntry, item: CaseItem, rerun: string): string {
  const attributes = formatAttributes({ name: `${item.id} ${item.title}`, classname: entry.name })
  const outcome = toOutcome(item)
  if (outcome === 'passed') return `    <testcase${attributes}/>\n`
  const message = item.message
  // The first schema of Jenkins allows no attributes here.
  const element =
    outcome === 'skipped'
      ? `<skipped>${escapeMarkup(message)}</skipped>`
      : `<${outcome}${formatAttributes({ message, type: item.code ?? item.verdict })}>${[formatCasePlace(entry), ...explainItem(item), rerun].map(escapeMarkup).join('\n')}</${outcome}>`
  return `    <testcase${attributes}>\n      ${element}\n    </testcase>\n`
}

function toOutcome({ verdict, kind }: CaseItem): Outcome {
  if (verdict === 'expected') return 'passed'
  if (verdict === 'unexpected' || verdict === 'waiverExpired') return 'failure'
  return verdict === 'undecided' && kind !== 'check' ? 'error' : 'skipped'
}

const formatAttributes = (attributes: Record<string, string | number>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`)
    .join('')
