import * as v from 'valibot'
import type { RunSummary } from '#shared/runs/run-history'
import { type RunReport, RunReportSchema } from '#shared/runs/run-report'
import type { LocalStorage, SessionItem } from '../browser/storage.ts'
import type { Quarantine } from '../storage/quarantine.ts'
import { trimToQuota } from '../storage/trim-to-quota.ts'
import { openVersionedStore } from '../storage/versioned-store.ts'
import { migrateNotes } from './migrate-notes.ts'

/** A fifth of the extension's quota, because personas need space too. */
const maxBytes = 2_000_000

const RunsSchema = v.array(RunReportSchema)
const StoredRunsSchema = v.pipe(v.unknown(), v.transform(migrateNotes), RunsSchema)

/** Stores the finished runs on this computer, newest first. */
export interface RunHistory {
  add(facts: RunReport): Promise<void>
  list(): Promise<RunReport[]>
  find(id: string): Promise<RunReport | undefined>
  /** Clears all runs. {@link restore} brings them back until the browser is closed. */
  clear(): Promise<void>
  restore(): Promise<void>
  /** Returns how many runs {@link restore} would bring back. */
  countCleared(): Promise<number>
}

interface RunHistoryDeps {
  storage: LocalStorage
  quarantine: Pick<Quarantine, 'add'>
  /** Holds the cleared runs until the browser is closed. */
  clearedRunsItem: SessionItem
  /** Returns the number of runs to keep. */
  readRunsKept(): Promise<number>
}

export function openRunHistory({
  storage,
  quarantine,
  clearedRunsItem,
  readRunsKept,
}: RunHistoryDeps): RunHistory {
  const runs = openVersionedStore({
    storage,
    quarantine,
    key: 'runs',
    version: 1,
    schema: StoredRunsSchema,
    empty: [],
  })
  const readCleared = async (): Promise<RunReport[]> => {
    const parsed = v.safeParse(RunsSchema, await clearedRunsItem.load())
    return parsed.success ? parsed.output : []
  }
  return {
    async add(report) {
      // A worker that continues a run may find it stored already.
      const entries = await readRunsKept()
      await runs.update(others =>
        trimRuns(entries, [report, ...others.filter(({ run }) => run.id !== report.run.id)]),
      )
    },
    list: runs.read,
    find: async id => (await runs.read()).find(({ run }) => run.id === id),
    async clear() {
      const all = await runs.read()
      if (all.length === 0) return
      // Copy first: a worker that stops here leaves a duplicate but loses nothing.
      await clearedRunsItem.save(all)
      await runs.update(current => current.filter(({ run }) => !all.some(one => one.run.id === run.id)))
    },
    async restore() {
      const cleared = await readCleared()
      const entries = await readRunsKept()
      await runs.update(current => {
        const existingIds = new Set(current.map(({ run }) => run.id))
        return trimRuns(entries, [...current, ...cleared.filter(({ run }) => !existingIds.has(run.id))])
      })
      await clearedRunsItem.save([])
    },
    countCleared: async () => (await readCleared()).length,
  }
}

const trimRuns = (entries: number, runs: RunReport[]): RunReport[] =>
  trimToQuota(runs, { entries, bytes: maxBytes })

/** Summarizes a run for the list. */
export const toSummary = ({ run, endedAt }: RunReport): RunSummary => ({
  id: run.id,
  at: endedAt,
  site: run.site,
  prefix: run.prefix,
  user: run.user,
  outcome: run.outcome === 'working' ? 'failed' : run.outcome,
  code: run.finding?.code,
  ...(run.outcome === 'failed' && run.finding !== undefined && { finding: run.finding }),
})
