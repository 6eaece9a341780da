import { type FileHandle, open, rm } from 'node:fs/promises'
import { failure, HubpassError } from '#protocol/errors'
import { describeSystemError } from '../util/node-errors.ts'
import { makeFolder } from '../util/write-file.ts'
import { getAuditFilePath, listAuditFileNumbers } from './files.ts'

/** About 4,000 lines. A full file is followed by a new one. */
const maxFileBytes = 1024 * 1024
const maxFiles = 5

const lineEnd = '\n'

/**
 * Appends a line to the audit log. Several processes can do so at once without a lock: a line is
 * one write at the end of a file, and files are never renamed. Processes that find a file full
 * start the same next one. Throws FILE_NOT_WRITTEN.
 */
export async function appendLine(folder: string, line: string): Promise<void> {
  try {
    const numbers = await listAuditFileNumbers(folder)
    if (numbers.length === 0) await makeFolder(folder)
    const newest = numbers.at(-1) ?? 1
    let number = newest
    while (!(await appendUnlessFull(getAuditFilePath(folder, number), line))) number += 1
    if (number > newest)
      await removeFiles(
        numbers.filter(old => old <= number - maxFiles).map(old => getAuditFilePath(folder, old)),
      )
  } catch (error) {
    if (error instanceof HubpassError) throw error
    throw failure('FILE_NOT_WRITTEN', { path: folder, reason: describeSystemError(error) }, error)
  }
}

/** Returns false, and writes nothing, if the file is full. */
async function appendUnlessFull(path: string, line: string): Promise<boolean> {
  const file = await open(path, 'a+', 0o600)
  try {
    const { size } = await file.stat()
    if (size >= maxFileBytes) return false
    const text = Buffer.from(`${(await endsInsideLine(file, size)) ? lineEnd : ''}${line}${lineEnd}`)
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

/** Removes files. Those that cannot be removed now are removed with the next ones. */
const removeFiles = (paths: readonly string[]): Promise<unknown> =>
  Promise.allSettled(paths.map(path => rm(path, { force: true })))
