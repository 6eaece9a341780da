import type { Run } from '#shared/run'
import type { Stored } from './browser/session-storage.ts'
import type { RunRecord } from './run-record.ts'

/** The record of the run that goes on: pages see each change of what they show at once, and the store gets them in their order. */
export interface RunBook {
  record(): RunRecord
  /** For the eyes: nobody has to wait until it is stored. */
  show(run: Run): void
  /** For the undoing: stored for certain when the promise resolves. */
  remember(change: Partial<RunRecord>): Promise<void>
  /** Resolves when all is stored, or cannot be. */
  written(): Promise<void>
}

export function openRunBook(start: RunRecord, stored: Stored, publish: (run: Run) => void): RunBook {
  let record = start
  let latest: Promise<void> = Promise.resolve()
  const write = (change: Partial<RunRecord>): Promise<void> => {
    record = { ...record, ...change }
    if (change.run !== undefined) publish(change.run)
    const saved = stored.save(record)
    // Who waits for it hears of it; nobody else has to.
    latest = saved.catch(() => {})
    return saved
  }
  return {
    record: () => record,
    show: run => void write({ run }),
    remember: write,
    written: () => latest,
  }
}
