import type { TextStyle } from '../../doctor/format-report.ts'
import { breakLogCommands } from '../../util/log-commands.ts'
import type { ItemVerdict } from '../expectations/judgement.ts'
import type { ReportSource } from './reporter.ts'
import {
  explainItem,
  formatCasePlace,
  formatDifference,
  formatEffort,
  formatRemovableWaivers,
  formatRerun,
  formatVerdict,
  selectOpen,
  verdictSymbols,
} from './words.ts'

/** Nobody scrolls through more. */
const maxCases = 50

const styles: Record<ItemVerdict, TextStyle> = {
  unexpected: 'failed',
  waiverExpired: 'failed',
  undecided: 'warned',
  waived: 'skipped',
  expected: 'passed',
  notRun: 'skipped',
}

/** Yields the cases that people must look at, and the answer at the end, where a terminal shows it. */
export async function* formatTerminal(source: ReportSource): AsyncGenerator<string> {
  const { journals, summary, comparison, colorize } = source
  let shown = 0
  let hidden = 0
  for await (const entry of journals.readCases()) {
    const open = selectOpen(entry)
    if (open.length === 0) continue
    if (shown === maxCases) {
      hidden += 1
      continue
    }
    shown += 1
    const lines = open.flatMap(item => {
      const [message = '', ...details] = explainItem(item)
      const style = styles[item.verdict]
      return [
        `  ${colorize(style, verdictSymbols[item.verdict])} ${item.id}  ${item.title}: ${colorize(style, message)}`,
        ...details.map(line =>
          line.startsWith('Remedy:') ? `      ${line}` : colorize('faint', `      ${withoutCommand(line)}`),
        ),
      ]
    })
    const name = withoutCommand(entry.name)
    yield breakLogCommands(
      [
        `${colorize('strong', name)}  ${colorize('faint', formatCasePlace(entry))}`,
        ...lines,
        `    ${colorize('faint', formatRerun(journals.run, entry))}`,
        '\n',
      ].join('\n'),
    )
  }
  if (hidden > 0) yield `${hidden} more cases are not as expected. A report shows them all.\n\n`
  if (comparison !== undefined) yield `${formatDifference(comparison)}\n`
  for (const line of formatRemovableWaivers(journals.run, summary)) yield `${breakLogCommands(line)}\n`
  yield `${colorize(summary.exitCode === 0 ? 'passed' : 'failed', formatVerdict(summary))}\n${colorize('faint', formatEffort(summary))}\n`
}

/** GitHub runs a line as a command if its first visible characters are colons. */
const withoutCommand = (line: string): string => line.replace(/^(?=\s*::)/, '\\')
