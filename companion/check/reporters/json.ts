import { formatLoggedJson } from '../../util/log-commands.ts'
import type { ReportSource } from './reporter.ts'

/** Yields one document with everything that the journal has. */
export async function* formatJsonReport({
  journals,
  summary,
  comparison,
}: ReportSource): AsyncGenerator<string> {
  const { checks: _, rules: __, ...counts } = summary
  const head = { report: 'hubpass-check', version: 1, run: journals.run, summary: counts, comparison }
  yield `${formatLoggedJson(head).slice(0, -1)},"cases":[`
  let separator = '\n'
  for await (const { type: _, ...entry } of journals.readCases()) {
    yield separator + formatLoggedJson(entry)
    separator = ',\n'
  }
  yield '\n]}\n'
}
