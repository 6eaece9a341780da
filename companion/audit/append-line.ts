import { setImmediate } from 'node:timers/promises'
import { failure, HubpassError } from '#protocol/errors'
import { describeSystemError } from '../util/node-errors.ts'
import { appendToNewest, hasManySessions } from './append-to-newest.ts'
import type { Retention } from './retention.ts'

/** At least the newest 5 MB, and everything of the last 90 days. */
const defaultRetention: Retention = { files: 5, days: 90 }

/** Whoever can send requests can have as many of them refused as they like. */
export const refusedRetention: Retention = { files: 2, days: 0 }

/** Lines that wait for the write before them. They become one write. */
interface Batch {
  lines: string[]
  written: Promise<void>
}

const waiting = new Map<string, Batch>()
const lastWrites = new Map<string, Promise<void>>()

/**
 * Appends a line to the audit log, together with those that wait with it. Throws FILE_NOT_WRITTEN, also
 * if only a part of them could be written.
 */
export function appendLine(folder: string, line: string, retention = defaultRetention): Promise<void> {
  const batch = waiting.get(folder)
  if (batch !== undefined) {
    batch.lines.push(line)
    return batch.written
  }
  const lines = [line]
  const write = () => {
    waiting.delete(folder)
    return appendLines(folder, lines, retention)
  }
  const last = lastWrites.get(folder) ?? Promise.resolve()
  // Answers that arrive together have their lines in one write.
  const written = hasManySessions() ? last.then(() => setImmediate()).then(write) : last.then(write)
  waiting.set(folder, { lines, written })
  const settled = written
    .catch(() => {})
    .then(() => {
      if (lastWrites.get(folder) === settled) lastWrites.delete(folder)
    })
  lastWrites.set(folder, settled)
  return written
}

async function appendLines(folder: string, lines: readonly string[], retention: Retention): Promise<void> {
  try {
    await appendToNewest(folder, lines, retention)
  } catch (error) {
    if (error instanceof HubpassError) throw error
    throw failure('FILE_NOT_WRITTEN', { path: folder, reason: describeSystemError(error) }, error)
  }
}
