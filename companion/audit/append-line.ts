import { type FileHandle, open } from 'node:fs/promises'
import { message } from '#messages/message'
import { failure, HubpassError } from '#protocol/errors'
import { describeSystemError, hasErrorCode, UnusableFileError } from '../util/node-errors.ts'
import { makeFolder } from '../util/write-file.ts'
import { getAuditFilePath, listAuditFileNumbers } from './files.ts'
import { type Retention, removeOldFiles } from './retention.ts'

/** About 4,000 lines. A full file is followed by a new one. */
const maxFileBytes = 1024 * 1024

const lineEnd = '\n'

/** At least the newest 5 MB, and everything of the last 90 days. */
const defaultRetention: Retention = { files: 5, days: 90 }

/** Whoever can send requests can have as many of them refused as they like. */
export const refusedRetention: Retention = { files: 2, days: 0 }

/**
 * Appends a line to the audit log. Several processes can do so at once without a lock: a line is
 * one write at the end of a file, and files are never renamed. Processes that find a file full, or
 * unusable, start the same next one. Throws FILE_NOT_WRITTEN.
 */
export async function appendLine(folder: string, line: string, retention = defaultRetention): Promise<void> {
  try {
    const numbers = await listAuditFileNumbers(folder)
    if (numbers.length === 0) await makeFolder(folder)
    const newest = numbers.at(-1) ?? 1
    const number = await appendFrom(newest, folder, line)
    if (number > newest) await removeOldFiles(folder, numbers, number, retention)
  } catch (error) {
    if (error instanceof HubpassError) throw error
    throw failure('FILE_NOT_WRITTEN', { path: folder, reason: describeSystemError(error) }, error)
  }
}

/** More files than this cannot be unusable by accident. */
const maxAttempts = 4

/**
 * Appends to the first file from this number on that is usable and not full. Returns its number.
 */
async function appendFrom(newest: number, folder: string, line: string): Promise<number> {
  let failures = 0
  for (let number = newest; ; number += 1)
    try {
      if (await appendUnlessFull(getAuditFilePath(folder, number), line)) return number
    } catch (error) {
      failures += 1
      if (failures === maxAttempts || !isAboutFile(error)) throw error
    }
}

/** Returns whether an error concerns one file. A full disk, for example, concerns the next one too. */
const isAboutFile = (error: unknown): boolean =>
  error instanceof UnusableFileError || hasErrorCode(error, 'EACCES', 'EPERM', 'EISDIR', 'ELOOP', 'ENXIO')

/** Returns false, and writes nothing, if the file is full. */
async function appendUnlessFull(path: string, line: string): Promise<boolean> {
  const file = await open(path, 'a+', 0o600)
  try {
    const stats = await file.stat()
    // A pipe would never return, or keep the line for another reader.
    if (!stats.isFile()) throw new UnusableFileError(message('reason.fileIsDevice'))
    if (stats.size >= maxFileBytes) return false
    const text = Buffer.from(`${(await endsInsideLine(file, stats.size)) ? lineEnd : ''}${line}${lineEnd}`)
    const { bytesWritten } = await file.write(text)
    // The rest would follow a line of another process.
    if (bytesWritten < text.length) throw new Error('only a part of the line was written')
    return true
  } finally {
    await file.close()
  }
}

/**
 * Returns whether the file ends inside a line, left by a process that died or a full disk. If
 * another process is just writing that line, the result is an empty line, which readers skip.
 */
async function endsInsideLine(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer.toString() !== lineEnd
}
