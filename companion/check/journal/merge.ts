import type { JournalEntry } from './entries.ts'
import type { Journals } from './journals.ts'

/** What the summary of the joined cases says. */
interface JoinedRun {
  cases: number
  exitCode: number
}

/** Yields the lines of one journal that has the cases of all, each once. */
export async function* mergeJournals(
  { run, endedAt, isComplete, readCases }: Journals,
  { cases, exitCode }: JoinedRun,
): AsyncGenerator<string> {
  const { shard: _, ...joined } = run
  yield toLine({ ...joined, cases })
  for await (const entry of readCases()) yield toLine(entry)
  yield toLine({ type: 'end', at: endedAt, interrupted: !isComplete, exitCode })
}

const toLine = (entry: JournalEntry): string => `${JSON.stringify(entry)}\n`
