import { constants, open } from 'node:fs/promises'
import { message } from '#messages/message'
import { UnusableFileError } from './node-errors.ts'

/** No file that Hubpass reads is larger, except certificates, which have a lower limit. */
const maxBytes = 8 * 1024 * 1024

/**
 * Reads a file without waiting for a pipe or a device, which may never end. Throws
 * {@link UnusableFileError} and the errors of the system.
 */
export async function readRegularFile(path: string): Promise<Buffer> {
  // Without O_NONBLOCK, opening a pipe waits for its writer. Windows lacks the flag.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = await file.stat()
    if (!stats.isFile() && !stats.isDirectory()) throw new UnusableFileError(message('reason.fileIsDevice'))
    if (stats.size > maxBytes)
      throw new UnusableFileError(message('reason.fileTooLong', { bytes: stats.size, limit: maxBytes }))
    return await file.readFile()
  } finally {
    await file.close()
  }
}
