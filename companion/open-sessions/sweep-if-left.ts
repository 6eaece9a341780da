import type { Caller } from '../audit/format-entry.ts'
import { listLeftRecords } from './records.ts'

/**
 * Ends the sessions that killed programs have left. Without such a record it reads one folder and loads
 * nothing. Never rejects.
 */
export async function sweepIfLeft(via: Caller, signal: AbortSignal): Promise<void> {
  const left = await listLeftRecords().catch(() => [])
  if (left.length === 0) return
  const { sweepLeftSessions } = await import('./sweep.ts')
  await sweepLeftSessions(via, signal)
}
