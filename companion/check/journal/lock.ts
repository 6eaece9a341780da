import { setTimeout } from 'node:timers/promises'
import { failure } from '#protocol/errors'
import { hasErrorCode } from '../../util/node-errors.ts'
import { writeFailure } from '../../util/write-file.ts'

/** A run renews its lock twice in this time. The lock of a killed run expires after it. */
const staleAfterMs = 5_000
const defaultPatienceMs = staleAfterMs + 1_000
const retryDelayMs = 50

/**
 * Locks a journal for one run, and returns how to release it. Throws JOURNAL_IN_USE and FILE_NOT_WRITTEN.
 * Calls back if another run may have taken the lock.
 */
export async function lockJournal(
  file: string,
  { patienceMs = defaultPatienceMs, signal }: { patienceMs?: number; signal?: AbortSignal },
  onCompromised: () => void,
): Promise<() => Promise<void>> {
  const { lock } = await import('../../util/file-libraries.ts')
  const deadline = Date.now() + patienceMs
  for (;;)
    try {
      return await lock(file, { realpath: false, stale: staleAfterMs, onCompromised })
    } catch (error) {
      if (!hasErrorCode(error, 'ELOCKED')) throw writeFailure(file, error)
      if (Date.now() >= deadline) throw failure('JOURNAL_IN_USE', { path: file }, error)
      await setTimeout(retryDelayMs)
      signal?.throwIfAborted()
    }
}
