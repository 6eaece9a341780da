import { basename } from 'node:path'
import type { CaseEntry, RunEntry } from './entries.ts'
import { readJournal } from './read.ts'

/** The journals of the parts of a run, read as one. */
export interface Journals {
  /** The entry of the first run. */
  run: RunEntry
  /** Whether a part has not ended, or was interrupted. */
  isComplete: boolean
  /** Yields each case once, as often as it is called: the last result of a case that ran twice. */
  readCases(): AsyncGenerator<CaseEntry>
}

/** Reads the journals once to know which entry of each case is the last. Throws JOURNAL_INVALID. */
export async function openJournals(paths: readonly string[]): Promise<Journals> {
  const lastById = new Map<string, number>()
  let run: RunEntry | undefined
  let [position, ended] = [0, 0]
  for (const path of paths) {
    let isEnded = false
    for await (const entry of readJournal(path)) {
      if (entry.type === 'run') {
        run ??= entry
        isEnded = false
      } else if (entry.type === 'end') isEnded = !entry.interrupted
      else if (entry.type === 'case') lastById.set(entry.id, position++)
    }
    if (isEnded) ended += 1
  }
  if (run === undefined) throw new Error(`no run in ${paths.map(path => basename(path)).join(', ')}`)
  return {
    run,
    isComplete: ended === paths.length,
    async *readCases() {
      let current = 0
      for (const path of paths)
        for await (const entry of readJournal(path))
          if (entry.type === 'case' && lastById.get(entry.id) === current++) yield entry
    },
  }
}

/** Returns the ids of the cases that `--last-failed` runs again: all that are not as expected. */
export async function listFailed(journals: Journals): Promise<Set<string>> {
  const failed = new Set<string>()
  for await (const { id, verdict } of journals.readCases())
    if (verdict !== 'expected' && verdict !== 'waived') failed.add(id)
  return failed
}

/** Returns the ids of the cases that `--resume` leaves out. */
export async function listDone(journals: Journals): Promise<Set<string>> {
  const done = new Set<string>()
  for await (const { id } of journals.readCases()) done.add(id)
  return done
}

/** Returns the time of each case, for shards by time. */
export async function listTimes(journals: Journals): Promise<Map<string, number>> {
  const times = new Map<string, number>()
  for await (const { id, ms } of journals.readCases()) times.set(id, ms)
  return times
}
