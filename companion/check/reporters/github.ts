import { breakLogCommands } from '../../util/log-commands.ts'
import type { CaseItem } from '../expectations/judgement.ts'
import type { CaseEntry } from '../journal/entries.ts'
import type { ReportSource } from './reporter.ts'
import { selectOpen } from './words.ts'

/** A forge cuts longer ones, or drops them. */
const maxTextLength = 4_000
const maxTitleLength = 200

/** GitHub shows ten of a step and drops the others without a word. The rest is in the step summary. */
const maxAnnotations = 10

interface Cause {
  entry: CaseEntry
  item: CaseItem
  cases: number
}

/** Yields one annotation per cause, at the line of its first case. */
export async function* formatGithub({ journals }: ReportSource): AsyncGenerator<string> {
  const causes = new Map<string, Cause>()
  let hidden = 0
  for await (const entry of journals.readCases())
    for (const item of selectOpen(entry)) {
      const key = `${item.id} ${item.message}`
      const known = causes.get(key)
      if (known !== undefined) known.cases += 1
      else if (causes.size < maxAnnotations) causes.set(key, { entry, item, cases: 1 })
      else hidden += 1
    }
  for (const cause of causes.values()) yield formatAnnotation(cause)
  if (hidden > 0) yield `${hidden} more results are in the summary of this step.\n`
}

function formatAnnotation({ entry, item, cases }: Cause): string {
  const { place, name } = entry
  const level = item.verdict === 'undecided' ? 'warning' : 'error'
  const others = cases === 1 ? '' : ` and ${cases - 1} more`
  const properties = [
    ['file', place.file.replaceAll('\\', '/')],
    ['line', String(place.line)],
    ['col', String(place.column)],
    ['title', cut(`${item.id} ${item.title}`, maxTitleLength)],
  ]
  const text = cut(`${name}${others}: ${item.message}`, maxTextLength)
  return `::${level} ${properties.map(([key, value = '']) => `${key}=${escapeProperty(value)}`).join(',')}::${escapeMessage(text)}\n`
}

const escapeMessage = (text: string): string =>
  breakLogCommands(text).replace(/[%\r\n]/g, character => encodeURIComponent(character))

const escapeProperty = (text: string): string =>
  escapeMessage(text).replace(/[:,]/g, character => encodeURIComponent(character))

const cut = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit).toWellFormed()}…`
