import { escapeMarkdown, toMarkdownCode } from '../../util/markup.ts'
import type { ComparedFailure, Comparison } from '../journal/compare.ts'
import type { CaseEntry, RunEntry } from '../journal/entries.ts'
import type { ReportSource } from './reporter.ts'
import {
  explainItem,
  formatCasePlace,
  formatEffort,
  formatRemovableWaivers,
  formatRerun,
  formatVerdict,
  selectOpen,
  verdictTitles,
} from './words.ts'

/** GitHub refuses a summary of more than 1 MiB. */
const maxBytes = 1_000_000

/** Yields the run for tickets, wikis and the summary of a step. */
export async function* formatMarkdown(source: ReportSource): AsyncGenerator<string> {
  const { journals, summary, comparison } = source
  const head = [
    `# ${escapeMarkdown(journals.run.plan.name)}`,
    `**${formatVerdict(summary)}**`,
    `${escapeMarkdown(journals.run.plan.file)} · ${journals.run.at} · ${formatEffort(summary)}`,
    ...formatRemovableWaivers(journals.run, summary).map(escapeMarkdown),
    ...(comparison === undefined ? [] : [formatComparison(comparison)]),
  ]
  yield `${head.join('\n\n')}\n`
  let [bytes, hidden] = [0, 0]
  for await (const entry of journals.readCases()) {
    if (selectOpen(entry).length === 0) continue
    const text = formatCase(journals.run, entry)
    const length = Buffer.byteLength(text)
    if (bytes + length > maxBytes) hidden += 1
    else {
      bytes += length
      yield text
    }
  }
  if (hidden > 0) yield `\n${hidden} more cases are only in the journal.\n`
}

function formatCase(run: RunEntry, entry: CaseEntry): string {
  const items = selectOpen(entry).map(item => {
    const [message = '', ...details] = explainItem(item)
    const lines = details.map(
      line => `  - ${line.startsWith('Remedy:') ? escapeMarkdown(line) : toMarkdownCode(line)}`,
    )
    const label = item.verdict === 'unexpected' ? '' : ` (${verdictTitles[item.verdict]})`
    return [
      `- **${item.id}** ${escapeMarkdown(item.title)}${label}: ${escapeMarkdown(message)}`,
      ...lines,
    ].join('\n')
  })
  return `\n## ${escapeMarkdown(entry.name)}\n\n${toMarkdownCode(formatCasePlace(entry))} · run it alone: ${toMarkdownCode(formatRerun(run, entry))}\n\n${items.join('\n')}\n`
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
