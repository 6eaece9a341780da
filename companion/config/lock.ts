import { dirname } from 'node:path'
import { failure } from '#protocol/errors'
import { describeSystemError, hasErrorCode } from '../util/node-errors.ts'
import { pause } from '../util/pause.ts'
import { makeFolder } from '../util/write-file.ts'

/** A holder touches its lock twice in this time; one that does not has died. */
const staleAfterMs = 5_000

/** A change takes milliseconds, and an abandoned lock is outlived; beyond that something is wrong. */
const lockTimeoutMs = 7_000
const retryDelayMs = 20

/** Runs `work` while no other process runs its own for the same file. Throws FILE_NOT_WRITTEN. */
export async function withLock<T>(file: string, action: () => Promise<T>): Promise<T> {
  await makeFolder(dirname(file))
  const release = await acquireLock(file)
  try {
    return await action()
  } finally {
    // A lock that cannot be taken away is an abandoned one; the change itself is made.
    await release().catch(() => {})
  }
}

async function acquireLock(file: string): Promise<() => Promise<void>> {
  const deadline = Date.now() + lockTimeoutMs
  const { lock } = await import('proper-lockfile')
  for (;;)
    try {
      return await lock(file, { realpath: false, stale: staleAfterMs, onCompromised: () => {} })
    } catch (error) {
      if (!hasErrorCode(error, 'ELOCKED') || Date.now() > deadline) throw lockFailure(file, error)
      await pause(retryDelayMs)
    }
}

const lockFailure = (file: string, error: unknown) =>
  failure(
    'FILE_NOT_WRITTEN',
    {
      path: file,
      reason: hasErrorCode(error, 'ELOCKED') ? describeLocked(file) : describeSystemError(error),
    },
    error,
  )

const describeLocked = (file: string): string =>
  `another process is changing it all the time (if you know of none, remove ${file}.lock)`
