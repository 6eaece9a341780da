import * as v from 'valibot'
import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import { failure } from '#protocol/errors'
import { describeSystemError, errorCode, UnusableFileError } from '../../util/node-errors.ts'
import { type Line, readLines } from '../../util/read-lines.ts'
import { cleanTexts } from './clean-texts.ts'
import { type JournalEntry, JournalEntrySchema, journalVersion } from './entries.ts'

/**
 * Yields the entries of a journal in bounded memory. Leaves out a last line that a killed run did not
 * finish. Throws JOURNAL_INVALID with the line of anything else that is no entry.
 */
export async function* readJournal(path: string): AsyncGenerator<JournalEntry> {
  let number = 0
  for await (const { text, isTorn } of readJournalLines(path)) {
    number += 1
    const parsed = v.safeParse(LineSchema, text)
    if (!parsed.success) {
      if (isTorn && number > 1) return
      throw invalid(path, number, describeProblem(text, parsed.issues[0]))
    }
    const entry = parsed.output
    if (number === 1 && entry.type !== 'run') throw invalid(path, number, 'the entry of the run is missing')
    if (entry.type === 'run' && entry.version > journalVersion)
      throw invalid(path, number, `a newer Hubpass wrote version ${entry.version}`)
    yield isPlain(text) ? entry : cleanTexts(entry)
  }
  if (number === 0) throw invalid(path, 1, 'it is empty')
}

/** Most lines have nothing to clean. Only an escape of JSON could hide it, but not one of a backslash. */
const isPlain = (line: string): boolean =>
  /^[ -~]*$/.test(line) && !/\\[^"]/.test(line.replaceAll('\\\\', ''))

const LineSchema = v.pipe(v.string(), v.parseJson(), JournalEntrySchema)

const invalid = (path: string, line: number, problem: string) =>
  failure('JOURNAL_INVALID', { path, line, problem })

function describeProblem(text: string, issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'parse_json') return text.length > maxLineLength ? 'it is too long' : 'it is no JSON'
  const field = v.getDotPath(issue)
  return field === null ? 'it is no entry' : `${field} is missing or wrong`
}

/** Yields the lines of a file. A line that is too long is cut: it is no entry. */
async function* readJournalLines(path: string): AsyncGenerator<Line> {
  try {
    yield* readLines(path, maxLineLength)
  } catch (error) {
    if (errorCode(error) === '' && !(error instanceof UnusableFileError)) throw error
    const reason = describeSystemError(error)
    throw invalid(
      path,
      1,
      typeof reason === 'string' ? reason : formatMessage(english, reason).replace(/\.$/, ''),
    )
  }
}

/** A case with 40 checks and their evidence has about 30 kB. */
const maxLineLength = 4 * 1024 * 1024
