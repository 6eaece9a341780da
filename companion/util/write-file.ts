import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { message } from '#messages/message'
import { failure } from '#protocol/errors'
import { describeSystemError, hasErrorCode, UnusableFileError } from './node-errors.ts'

/**
 * Writes a file of Hubpass atomically and creates its folder if needed. Readers see the old file or
 * the new one, even after a power cut. A link stays a link. Throws FILE_NOT_WRITTEN, also for a pipe
 * or device, which could block or swallow the content.
 */
export async function writeFile(path: string, content: string | Buffer, mode: number): Promise<void> {
  const file = resolve(path)
  await makeFolder(dirname(file))
  try {
    const stats = await stat(file).catch(() => undefined)
    if (stats !== undefined && !stats.isFile() && !stats.isDirectory())
      throw new UnusableFileError(message('reason.fileIsDevice'))
    const { writeFile } = await import('./file-libraries.ts')
    // The library writes a buffer only once, and would keep the part that fits on the disk.
    await writeFile(file, Readable.from([content]), { mode })
  } catch (error) {
    throw writeFailure(file, error)
  }
}

/**
 * Creates a folder that only its owner can use, unless it exists or has another mode. Returns the
 * topmost created folder. Throws FILE_NOT_WRITTEN.
 */
export async function makeFolder(path: string, mode = 0o700): Promise<string | undefined> {
  try {
    return await createFolders(resolve(path), mode)
  } catch (error) {
    throw writeFailure(path, error)
  }
}

/**
 * Creates a folder and its parents. The recursive call of Node.js never returns in a folder such as `/proc`.
 * It also reports ENOENT whatever prevents a parent, such as a read-only disk.
 */
async function createFolders(path: string, mode: number): Promise<string | undefined> {
  try {
    await mkdir(path, { mode })
    return path
  } catch (error) {
    if (await isFolder(path)) return undefined
    const parent = dirname(path)
    if (!hasErrorCode(error, 'ENOENT') || parent === path || (await isFolder(parent))) throw error
    const topmost = await createFolders(parent, mode)
    // Another process may have created it in the meantime.
    return (await createFolders(path, mode)) === undefined ? topmost : (topmost ?? path)
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  )

/** Returns FILE_NOT_WRITTEN with the reason. */
export const writeFailure = (path: string, error: unknown) =>
  failure('FILE_NOT_WRITTEN', { path, reason: describeSystemError(error) }, error)
