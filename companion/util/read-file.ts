import { constants, open } from 'node:fs/promises'
import { message, type Text } from '#messages/message'
import { UnusableFileError } from './node-errors.ts'

interface SizeLimit {
  bytes: number
  describeExcess: (bytes: number) => Text
}

/** No file that Hubpass reads is larger. */
const defaultLimit: SizeLimit = {
  bytes: 8 * 1024 * 1024,
  describeExcess: bytes => message('reason.fileTooLong', { bytes, limit: defaultLimit.bytes }),
}

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
