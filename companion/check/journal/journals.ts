import { basename } from 'node:path'
import { isAsExpected } from '../expectations/judgement.ts'
import type { CaseEntry, RunEntry } from './entries.ts'
import { requireOnePlan, type WrittenJournal } from './one-plan.ts'
import { readJournal } from './read.ts'

/** The journals of the parts of a run, read as one. */
export interface Journals {
  /** The entry of the run that began first, with the plan of the last one. */
  run: RunEntry
  /** When the last run ended; the beginning if none has. */
  endedAt: string
  /** Whether all parts are there and have ended, without an interruption. */
  isComplete: boolean
  /** Like `2/5`. */
  missingShards: readonly string[]
  /** Yields each case once, as often as it is called: the last result of a case that ran twice. */
  readCases(): AsyncGenerator<CaseEntry>
}

/**
 * Reads the journals once to know which entry of each case is the last. Leaves out results that nobody wants,
 * such as those of cases that a plan no longer has. Throws JOURNAL_INVALID and JOURNALS_DIFFER.
 */
export async function openJournals(
  paths: readonly string[],
  isWanted: (entry: CaseEntry) => boolean = () => true,
): Promise<Journals> {
  const lastById = new Map<string, number>()
  let run: RunEntry | undefined
  let endedAt = ''
  let [position, ended] = [0, 0]
  const shards = new Set<string>()
  const counts = new Set<number>()
  const written: WrittenJournal[] = []
  for (const path of paths) {
    const start = position
    let isEnded = false
    let last: RunEntry | undefined
    for await (const entry of readJournal(path)) {
      if (entry.type === 'run') {
        if (run === undefined || entry.at < run.at) run = entry
        isEnded = false
        last = entry
        const { shard: { index = 1, count = 1 } = {}, lost = [] } = entry
        for (const id of lost) if ((lastById.get(id) ?? -1) >= start) lastById.delete(id)
        counts.add(count)
        shards.add(`${index}/${count}`)
      } else if (entry.type === 'end') {
        isEnded = !entry.interrupted
        if (entry.at > endedAt) endedAt = entry.at
      } else {
        if (isWanted(entry)) lastById.set(entry.id, position)
        position += 1
      }
    }
    if (isEnded) ended += 1
    if (last !== undefined) written.push({ path, run: last })
  }
  requireOnePlan(written)
  if (run === undefined) throw new Error(`no run in ${paths.map(path => basename(path)).join(', ')}`)
  const missingShards = [...counts]
    .flatMap(count => Array.from({ length: count }, (_, index) => `${index + 1}/${count}`))
    .filter(shard => !shards.has(shard))
  const latest = written.reduce((one, other) => (other.run.at > one.run.at ? other : one))
  return {
    run: { ...withoutLost(run), plan: latest.run.plan },
    endedAt: endedAt || run.at,
    isComplete: ended === paths.length && missingShards.length === 0,
    missingShards,
    async *readCases() {
      let current = 0
      for (const path of paths)
        for await (const entry of readJournal(path))
          if (entry.type === 'case' && lastById.get(entry.id) === current++) yield entry
    },
  }
}

/** These are of one journal, and may be many. */
const withoutLost = ({ lost: _, ...run }: RunEntry): RunEntry => run

/** Returns the ids of the cases that `--last-failed` runs again: all that are not as expected. */
export async function listFailed(journals: Journals): Promise<Set<string>> {
  const failed = new Set<string>()
  for await (const { id, verdict } of journals.readCases()) if (!isAsExpected(verdict)) failed.add(id)
  return failed
}

/** Returns what each case that has a result expected and checked, as far as the journals know. */
export async function listDone(journals: Journals): Promise<Map<string, string | undefined>> {
  const done = new Map<string, string | undefined>()
  for await (const { id, content } of journals.readCases()) done.set(id, content)
  return done
}

/** Returns the time of each case, for shards by time. */
export async function listTimes(journals: Journals): Promise<Map<string, number>> {
  const times = new Map<string, number>()
  for await (const { id, ms } of journals.readCases()) times.set(id, ms)
  return times
}
