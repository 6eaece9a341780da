import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRunning, machine } from './process-place.ts'
import { writeFailure } from './write-file.ts'

/** What the folder is for: a word of lower-case letters. */
type Purpose = 'browser' | 'proof' | 'registry'

/**
 * Creates a folder that only this user can read, and removes those that killed programs have left. On Linux,
 * those from before the last start of the machine stay for the system. The caller removes the new one with
 * `removeTemporaryFolder`. Throws FILE_NOT_WRITTEN.
 */
export async function createTemporaryFolder(purpose: Purpose): Promise<string> {
  await removeLeftFolders(purpose)
  const folder = tmpdir()
  try {
    return await mkdtemp(join(folder, `hubpass-${purpose}-${process.pid}@${machine}-`))
  } catch (error) {
    throw writeFailure(folder, error)
  }
}

/** On Windows, a program that has just ended, or a virus scanner, may hold a file for a moment. */
export const removeTemporaryFolder = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true, maxRetries: 5 })

/** What cannot be removed stays for the next program. */
async function removeLeftFolders(purpose: Purpose): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => [])
  const left = names.filter(name => isLeft(name, purpose)).map(name => join(tmpdir(), name))
  await Promise.all(left.map(removeOwnFolder))
}

const namePattern = /^hubpass-(?<purpose>[a-z]+)-(?<pid>\d{1,10})@(?<host>[\w.-]+)-\w{6}$/

function isLeft(name: string, wanted: Purpose): boolean {
  const { purpose, pid, host } = namePattern.exec(name)?.groups ?? {}
  return purpose === wanted && host === machine && !isRunning(Number(pid))
}

/** In a shared folder, others could lead into the files of this user. They cannot own its folders. */
async function removeOwnFolder(path: string): Promise<void> {
  try {
    const stats = await lstat(path)
    const isOwn = process.getuid === undefined || stats.uid === process.getuid()
    if (stats.isDirectory() && isOwn) await removeTemporaryFolder(path)
  } catch {}
}
