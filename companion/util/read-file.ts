import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs'
import { open } from 'node:fs/promises'
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
