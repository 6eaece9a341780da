import { mkdir, stat, writeFile as writeInto } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { failure } from '#protocol/errors'
import { describeSystemError } from './node-errors.ts'

/**
 * Writes a file in one piece, its folder too when it is missing: readers see the old file or the new one, also after a power
 * cut, and a link stays a link. What is no file (a pipe, a device) is written into, not replaced. Throws FILE_NOT_WRITTEN.
 */
export async function writeFile(path: string, content: string | Buffer, mode: number): Promise<void> {
  const file = resolve(path)
  await makeFolder(dirname(file))
  try {
    if (await isPipeOrDevice(file)) return await writeInto(file, content)
    const { writeFile } = await import('atomically')
    await writeFile(file, content, { mode })
  } catch (error) {
    throw writeFailure(file, error)
  }
}

async function isPipeOrDevice(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined)
  return stats !== undefined && !stats.isFile() && !stats.isDirectory()
}

/** Makes a folder, for its owner alone, unless it is there. Gives the topmost one that was made. Throws FILE_NOT_WRITTEN. */
export async function makeFolder(path: string): Promise<string | undefined> {
  try {
    return await mkdir(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw writeFailure(path, error)
  }
}

const writeFailure = (path: string, error: unknown) =>
  failure('FILE_NOT_WRITTEN', { path, reason: describeSystemError(error) }, error)
