import type { JournalEntry } from './entries.ts'
import { type Journals, openJournals } from './journals.ts'
import { readJournal } from './read.ts'

/** Yields the lines of one journal that has the cases of all, each once. Throws JOURNAL_INVALID. */
export async function* mergeJournals(paths: readonly string[]): AsyncGenerator<string> {
  const journals: Journals = await openJournals(paths)
  let cases = 0
  for await (const _ of journals.readCases()) cases += 1
  const { shard: _, ...run } = journals.run
  yield toLine({ ...run, cases })
  for await (const entry of journals.readCases()) yield toLine(entry)
  const ends = await findEnds(paths)
  yield toLine({
    type: 'end',
    at: ends.at(-1)?.at ?? run.at,
    interrupted: !journals.isComplete,
    exitCode: Math.max(0, ...ends.map(({ exitCode }) => exitCode)),
  })
}

async function findEnds(paths: readonly string[]) {
  const ends = []
  for (const path of paths)
    for await (const entry of readJournal(path)) if (entry.type === 'end') ends.push(entry)
  return ends
}

const toLine = (entry: JournalEntry): string => `${JSON.stringify(entry)}\n`
