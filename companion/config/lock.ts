import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { failure } from '#protocol/errors'
import { describeSystemError, hasErrorCode } from '../util/node-errors.ts'
import { makeFolder } from '../util/write-file.ts'

/** A process renews its lock twice in this time. If it does not, it has died. */
const staleAfterMs = 5_000

/** Longer than a change takes and an abandoned lock lasts. */
const lockTimeoutMs = 7_000
const retryDelayMs = 20

/** Runs `action` while no other process runs one for the same file. Throws FILE_NOT_WRITTEN. */
export async function withLock<T>(file: string, action: () => Promise<T>): Promise<T> {
  await makeFolder(dirname(file))
  const release = await acquireLock(file)
  try {
    return await action()
  } finally {
    // A lock that cannot be removed expires. The change itself is complete.
    await release().catch(() => {})
  }
}

async function acquireLock(file: string): Promise<() => Promise<void>> {
  const deadline = Date.now() + lockTimeoutMs
  const { lock } = await import('../util/file-libraries.ts')
  for (;;)
    try {
      return await lock(file, { realpath: false, stale: staleAfterMs, onCompromised: () => {} })
    } catch (error) {
      if (!hasErrorCode(error, 'ELOCKED') || Date.now() > deadline) throw lockFailure(file, error)
      await setTimeout(retryDelayMs)
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
  `another process keeps changing it (if there is none, remove ${file}.lock)`
