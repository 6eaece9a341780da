import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { failure } from '#protocol/errors'
import { reasonOf } from './error-codes.ts'

/**
 * Writes a file in one piece, its folder too when it is missing: readers see the old file or the new one, also after a power
 * cut, and a link stays a link. Throws FILE_NOT_WRITTEN.
 */
export async function writeFile(path: string, content: string | Buffer, mode: number): Promise<void> {
  const file = resolve(path)
  await makeFolder(dirname(file))
  try {
    const { writeFile } = await import('atomically')
    await writeFile(file, content, { mode })
  } catch (error) {
    throw notWritten(file, error)
  }
}

/** Makes a folder, for its owner alone, unless it is there. Gives the topmost one that was made. Throws FILE_NOT_WRITTEN. */
export async function makeFolder(path: string): Promise<string | undefined> {
  try {
    return await mkdir(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw notWritten(path, error)
  }
}

const notWritten = (path: string, error: unknown) =>
  failure('FILE_NOT_WRITTEN', { path, reason: reasonOf(error) }, error)
