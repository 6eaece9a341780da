import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs'
import { open } from 'node:fs/promises'
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

/** Without O_NONBLOCK, opening a pipe waits for its writer. Windows lacks the flag. */
const readFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * Reads a file without waiting for a pipe or a device, which may never end. Throws
 * {@link UnusableFileError} and the errors of the system.
 */
export async function readRegularFile(path: string, limit = defaultLimit): Promise<Buffer> {
  const file = await open(path, readFlags)
  try {
    assertReadable(await file.stat(), limit)
    return await file.readFile()
  } finally {
    await file.close()
  }
}

/** Does the same as {@link readRegularFile}, for a short file on a local disk. */
export function readRegularFileSync(path: string, limit = defaultLimit): Buffer {
  const file = openSync(path, readFlags)
  try {
    assertReadable(fstatSync(file), limit)
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

function assertReadable(stats: Stats, limit: SizeLimit): void {
  if (!stats.isFile() && !stats.isDirectory()) throw new UnusableFileError(message('reason.fileIsDevice'))
  if (stats.isFile() && stats.size > limit.bytes)
    throw new UnusableFileError(limit.describeExcess(stats.size))
}
