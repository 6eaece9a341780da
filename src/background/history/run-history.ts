import * as v from 'valibot'
import type { PastRun } from '#shared/past-runs'
import { type RunFacts, RunFactsSchema } from '#shared/run-facts'
import type { LocalStorage } from '../browser/local-storage.ts'
import type { Stored } from '../browser/session-storage.ts'
import type { KeptAside } from '../kept-aside.ts'
import { openLasting } from '../lasting.ts'
import { newestWithin, type Room } from '../newest.ts'

/** As many as somebody may want to look back at, and a fifth of what browsers give an extension: personas need room too. */
const room: Room = { entries: 50, bytes: 2_000_000 }

const RunsSchema = v.array(RunFactsSchema)

/** The runs that have ended, newest first, on this machine. */
export interface RunHistory {
  add(facts: RunFacts): Promise<void>
  all(): Promise<RunFacts[]>
  find(id: string): Promise<RunFacts | undefined>
  /** Takes all away; {@link restore} brings them back until the browser is closed. */
  clear(): Promise<void>
  restore(): Promise<void>
  /** How many {@link restore} would bring back. */
  cleared(): Promise<number>
}

export function openRunHistory(storage: LocalStorage, aside: KeptAside, bin: Stored): RunHistory {
  const runs = openLasting({ storage, aside, key: 'runs', version: 1, schema: RunsSchema, empty: [] })
  const inBin = async (): Promise<RunFacts[]> => {
    const parsed = v.safeParse(RunsSchema, await bin.load())
    return parsed.success ? parsed.output : []
  }
  return {
    async add(facts) {
      await runs.change(others => newest([facts, ...others]))
    },
    all: runs.value,
    find: async id => (await runs.value()).find(({ run }) => run.id === id),
    async clear() {
      const all = await runs.value()
      if (all.length === 0) return
      // Into the bin first: a worker that is stopped in between leaves too much, never too little.
      await bin.save(all)
      await runs.change(now => now.filter(({ run }) => !all.some(one => one.run.id === run.id)))
    },
    async restore() {
      const back = await inBin()
      await runs.change(now => {
        const there = new Set(now.map(({ run }) => run.id))
        return newest([...now, ...back.filter(({ run }) => !there.has(run.id))])
      })
      await bin.save([])
    },
    cleared: async () => (await inBin()).length,
  }
}

const newest = (runs: RunFacts[]): RunFacts[] => newestWithin(runs, room)

/** A run in one line. */
export const summaryOf = ({ run, endedAt }: RunFacts): PastRun => ({
  id: run.id,
  at: endedAt,
  site: run.site,
  prefix: run.prefix,
  user: run.user,
  outcome: run.outcome === 'working' ? 'failed' : run.outcome,
  code: run.finding?.code,
})
