import { mkdir, stat, writeFile as writeInto } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { failure } from '#protocol/errors'
import { describeSystemError } from './node-errors.ts'

/**
 * Writes a file atomically and creates its folder if needed. Readers see the old file or the new
 * one, even after a power cut. A link stays a link, and a pipe or device is written to, not
 * replaced. Throws FILE_NOT_WRITTEN.
 */
export async function writeFile(path: string, content: string | Buffer, mode: number): Promise<void> {
  const file = resolve(path)
  await makeFolder(dirname(file))
  try {
    if (await isPipeOrDevice(file)) return await writeInto(file, content)
    const { writeFile } = await import('./file-libraries.ts')
    await writeFile(file, content, { mode })
  } catch (error) {
    throw writeFailure(file, error)
  }
}

async function isPipeOrDevice(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined)
  return stats !== undefined && !stats.isFile() && !stats.isDirectory()
}

/**
 * Creates a folder that only its owner can use, unless it exists. Returns the topmost created
 * folder. Throws FILE_NOT_WRITTEN.
 */
export async function makeFolder(path: string): Promise<string | undefined> {
  try {
    return await mkdir(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw writeFailure(path, error)
  }
}

const writeFailure = (path: string, error: unknown) =>
  failure('FILE_NOT_WRITTEN', { path, reason: describeSystemError(error) }, error)
