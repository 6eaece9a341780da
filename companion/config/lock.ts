import { open, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failure } from '#protocol/errors'
import { isErrorCode, reasonOf } from '../error-codes.ts'
import { pause } from '../pause.ts'
import { makeFolder } from '../write-file.ts'

/** A change takes milliseconds; a lock this old was left by a process that died. */
const abandonedAfterMs = 5_000
const tryAgainAfterMs = 20

/** Runs `work` while no other process runs its own under the same lock file. Throws FILE_NOT_WRITTEN. */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  await makeFolder(dirname(lock))
  while (!(await take(lock))) {
    if (await isAbandoned(lock)) await rm(lock, { force: true })
    else await pause(tryAgainAfterMs)
  }
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx', 0o600)).close()
    return true
  } catch (error) {
    if (isErrorCode(error, 'EEXIST')) return false
    throw failure('FILE_NOT_WRITTEN', { path: lock, reason: reasonOf(error) }, error)
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(lock)).mtimeMs > abandonedAfterMs
  } catch {
    return false
  }
}
