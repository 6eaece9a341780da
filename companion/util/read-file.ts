import { constants, open } from 'node:fs/promises'
import { message, type Text } from '#messages/message'
import { UnusableFileError } from './node-errors.ts'

interface SizeLimit {
  bytes: number
  describeExcess: (bytes: number) => Text
}

/** Returns a limit of so many bytes. */
export const limitTo = (limit: number): SizeLimit => ({
  bytes: limit,
  describeExcess: bytes => message('reason.fileTooLong', { bytes, limit }),
})

/** No file that Hubpass reads is larger, except a list of many thousand sessions. */
const defaultLimit = limitTo(8 * 1024 * 1024)

/** Leaves room for the 99,999 sessions of `hubpass sessions make`, whatever the length of their names. */
export const longListLimit = limitTo(256 * 1024 * 1024)

/**
 * Reads a file without waiting for a pipe or a device, which may never end. Throws
 * {@link UnusableFileError} and the errors of the system.
 */
export async function readRegularFile(path: string, limit = defaultLimit): Promise<Buffer> {
  // Without O_NONBLOCK, opening a pipe waits for its writer. Windows lacks the flag.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = await file.stat()
    if (!stats.isFile() && !stats.isDirectory()) throw new UnusableFileError(message('reason.fileIsDevice'))
    if (stats.isFile() && stats.size > limit.bytes)
      throw new UnusableFileError(limit.describeExcess(stats.size))
    return await file.readFile()
  } finally {
    await file.close()
  }
}
