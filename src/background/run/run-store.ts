import type { Run } from '#shared/runs/run'
import type { SessionItem } from '../browser/storage.ts'
import type { RunRecord } from './run-state.ts'

/** The record of the run that goes on: pages see each change of what they show at once, and the store gets them in their order. */
export interface RunStore {
  record(): RunRecord
  /** For the eyes: nobody has to wait until it is stored. */
  publish(run: Run): void
  /** For the undoing: stored for certain when the promise resolves. */
  update(change: Partial<RunRecord>): Promise<void>
  /** Resolves when all is stored, or cannot be. */
  flush(): Promise<void>
}

export function openRunStore(start: RunRecord, item: SessionItem, publish: (run: Run) => void): RunStore {
  let record = start
  let lastSave: Promise<void> = Promise.resolve()
  const write = (change: Partial<RunRecord>): Promise<void> => {
    record = { ...record, ...change }
    if (change.run !== undefined) publish(change.run)
    const saved = item.save(record)
    // Who waits for it hears of it; nobody else has to.
    lastSave = saved.catch(() => {})
    return saved
  }
  return {
    record: () => record,
    publish: run => void write({ run }),
    update: write,
    flush: () => lastSave,
  }
}
