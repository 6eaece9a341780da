import { constants, type FileHandle, open, stat } from 'node:fs/promises'
import { message } from '#messages/message'
import { HubpassError } from '#protocol/errors'
import { hasErrorCode, UnusableFileError } from '../../util/node-errors.ts'
import { writeFailure } from '../../util/write-file.ts'
import { readJournal } from './read.ts'

/**
 * Opens the file of a journal to append to it, empty unless the run goes on with it. Throws JOURNAL_INVALID
 * and FILE_NOT_WRITTEN.
 */
export async function openJournalFile(file: string, resume: boolean): Promise<FileHandle> {
  const length = await readLength(file)
  try {
    const handle = await open(file, 'a', 0o600)
    await handle.truncate(resume ? length : 0)
    return handle
  } catch (error) {
    throw writeFailure(file, error)
  }
}

/** Throws JOURNAL_INVALID if a journal would replace another file, which a wrong path must not cost. */
export async function requireReplaceable(file: string): Promise<void> {
  const stats = await stat(file).catch(() => undefined)
  if (stats === undefined || !stats.isFile() || stats.size === 0) return
  for await (const _ of readJournal(file)) break
}

/**
 * Returns the length of the journal without a line that a killed run did not finish; 0 without a file.
 * Throws JOURNAL_INVALID for any other file, which a wrong path must not cost.
 */
async function readLength(file: string): Promise<number> {
  try {
    // Without O_NONBLOCK, opening a pipe waits for its writer. Windows lacks the flag.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const stats = await handle.stat()
      if (!stats.isFile() && !stats.isDirectory()) throw new UnusableFileError(message('reason.fileIsDevice'))
      if (stats.size === 0) return 0
      for await (const _ of readJournal(file)) break
      return await findLastLineBreak(handle)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return 0
    throw error instanceof HubpassError ? error : writeFailure(file, error)
  }
}

async function findLastLineBreak(handle: FileHandle): Promise<number> {
  const buffer = Buffer.alloc(64 * 1024)
  let { size } = await handle.stat()
  while (size > 0) {
    const start = Math.max(0, size - buffer.length)
    const { bytesRead } = await handle.read(buffer, 0, size - start, start)
    const found = buffer.subarray(0, bytesRead).lastIndexOf('\n')
    if (found >= 0) return start + found + 1
    size = start
  }
  return 0
}
