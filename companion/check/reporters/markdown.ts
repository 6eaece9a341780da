import type { ComparedFailure, Comparison } from '../journal/compare.ts'
import type { CaseEntry, RunEntry } from '../journal/entries.ts'
import type { ReportSource } from './reporter.ts'
import {
  explainItem,
  formatCasePlace,
  formatEffort,
  formatRerun,
  formatVerdict,
  selectOpen,
  verdictTitles,
} from './words.ts'

/** GitHub refuses a summary of more than 1 MiB. */
const maxLength = 900_000

/** Yields the run for tickets, wikis and the summary of a step. */
export async function* formatMarkdown(source: ReportSource): AsyncGenerator<string> {
  const { journals, summary, comparison } = source
  const head = [
    `# ${escapeMarkdown(journals.run.plan.name)}`,
    `**${formatVerdict(summary)}**`,
    `${escapeMarkdown(journals.run.plan.file)} · ${journals.run.at} · ${formatEffort(summary)}`,
    ...(comparison === undefined ? [] : [formatComparison(comparison)]),
  ]
  yield `${head.join('\n\n')}\n`
  let [length, hidden] = [0, 0]
  for await (const entry of journals.readCases()) {
    if (selectOpen(entry).length === 0) continue
    const text = formatCase(journals.run, entry)
    if (length + text.length > maxLength) hidden += 1
    else {
      length += text.length
      yield text
    }
  }
  if (hidden > 0) yield `\n${hidden} more cases are only in the journal.\n`
}

function formatCase(run: RunEntry, entry: CaseEntry): string {
  const items = selectOpen(entry).map(item => {
    const [message = '', ...details] = explainItem(item)
    const lines = details.map(
      line => `  - ${line.startsWith('Remedy:') ? escapeMarkdown(line) : toCode(line)}`,
    )
    const label = item.verdict === 'unexpected' ? '' : ` (${verdictTitles[item.verdict]})`
    return [
      `- **${item.id}** ${escapeMarkdown(item.title)}${label}: ${escapeMarkdown(message)}`,
      ...lines,
    ].join('\n')
  })
  return `\n## ${escapeMarkdown(entry.name)}\n\n${toCode(formatCasePlace(entry))} · run it alone: ${toCode(formatRerun(run, entry))}\n\n${items.join('\n')}\n`
}

const formatComparison = (comparison: Comparison): string => {
  const lists = Object.entries(comparison) as [keyof Comparison, ComparedFailure[]][]
  const rows = lists.map(
    ([title, failures]) => `| ${title} | ${failures.length} | ${listExamples(failures)} |`,
  )
  return ['| compared with the run before | failures | |', '|---|---|---|', ...rows].join('\n')
}

const listExamples = (failures: readonly ComparedFailure[]): string =>
  failures
    .slice(0, maxExamples)
    .map(({ item, case: name }) => `${item} ${escapeMarkdown(name)}`)
    .join('<br>') + (failures.length > maxExamples ? '<br>…' : '')

const maxExamples = 5

const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_[\]<>|#~]/g, character => `\\${character}`)

/** A fence of more backticks than the text has. */
function toCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence} ${text} ${fence}`
}
