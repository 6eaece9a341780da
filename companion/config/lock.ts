import { dirname } from 'node:path'
import { failure } from '#protocol/errors'
import { isErrorCode, reasonOf } from '../error-codes.ts'
import { pause } from '../pause.ts'
import { makeFolder } from '../write-file.ts'

/** A holder touches its lock twice in this time; one that does not has died. */
const abandonedAfterMs = 5_000

/** A change takes milliseconds, and an abandoned lock is outlived; beyond that something is wrong. */
const patienceMs = 7_000
const tryAgainAfterMs = 20

/** Runs `work` while no other process runs its own for the same file. Throws FILE_NOT_WRITTEN. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  await makeFolder(dirname(file))
  const release = await take(file)
  try {
    return await work()
  } finally {
    // A lock that cannot be taken away is an abandoned one; the change itself is made.
    await release().catch(() => {})
  }
}

async function take(file: string): Promise<() => Promise<void>> {
  const deadline = Date.now() + patienceMs
  const { lock } = await import('proper-lockfile')
  for (;;)
    try {
      return await lock(file, { realpath: false, stale: abandonedAfterMs, onCompromised: () => {} })
    } catch (error) {
      if (!isErrorCode(error, 'ELOCKED') || Date.now() > deadline) throw notLocked(file, error)
      await pause(tryAgainAfterMs)
    }
}

const notLocked = (file: string, error: unknown) =>
  failure(
    'FILE_NOT_WRITTEN',
    { path: file, reason: isErrorCode(error, 'ELOCKED') ? locked(file) : reasonOf(error) },
    error,
  )

const locked = (file: string): string =>
  `another process is changing it all the time (if you know of none, remove ${file}.lock)`
