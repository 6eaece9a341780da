import type { Run } from '#shared/runs/run'
import type { SessionItem } from '../browser/storage.ts'
import type { RunRecord } from './run-state.ts'

/**
 * Holds the record of the run in progress. Publishes each change at once, and saves the changes in
 * order.
 */
export interface RunStore {
  record(): RunRecord
  /** Publishes the run. Does not wait until it is saved. */
  publish(run: Run): void
  /** Resolves once the change is saved, so that a rollback can rely on it. */
  update(change: Partial<RunRecord>): Promise<void>
  /** Resolves once all changes are saved or have failed. */
  flush(): Promise<void>
}

export function openRunStore(start: RunRecord, item: SessionItem, publish: (run: Run) => void): RunStore {
  let record = start
  let lastSave: Promise<void> = Promise.resolve()
  const write = (change: Partial<RunRecord>): Promise<void> => {
    record = { ...record, ...change }
    if (change.run !== undefined) publish(change.run)
    const saved = item.save(record)
    // The caller handles a failure; `flush` ignores it.
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
