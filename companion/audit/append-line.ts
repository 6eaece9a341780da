import { type FileHandle, open, rm, stat } from 'node:fs/promises'
import { failure } from '#protocol/errors'
import { describeSystemError, hasErrorCode } from '../util/node-errors.ts'
import { makeFolder } from '../util/write-file.ts'
import { getAuditFilePath, listAuditFileNumbers } from './files.ts'

/** Some 4,000 lines; beyond it the next file is begun. */
const maxFileBytes = 1024 * 1024
const maxFiles = 5

const lineEnd = '\n'

/**
 * Adds a line to the audit log, whichever processes do so at once, without a lock: a line is one write at the end of a file, and a
 * file is never renamed. Two that find it full begin the same next one. Throws FILE_NOT_WRITTEN.
 */
export async function appendLine(folder: string, line: string): Promise<void> {
  await makeFolder(folder)
  try {
    const numbers = await listAuditFileNumbers(folder)
    const last = numbers.at(-1) ?? 1
    const isFull = (await getFileSize(getAuditFilePath(folder, last))) >= maxFileBytes
    const number = isFull ? last + 1 : last
    await appendToFile(getAuditFilePath(folder, number), line)
    if (isFull)
      await removeFiles(
        numbers.filter(old => old <= number - maxFiles).map(old => getAuditFilePath(folder, old)),
      )
  } catch (error) {
    throw failure('FILE_NOT_WRITTEN', { path: folder, reason: describeSystemError(error) }, error)
  }
}

async function appendToFile(path: string, line: string): Promise<void> {
  const file = await open(path, 'a+', 0o600)
  try {
    const text = Buffer.from(`${(await hasIncompleteLastLine(file)) ? lineEnd : ''}${line}${lineEnd}`)
    const { bytesWritten } = await file.write(text)
    // The rest would come after a line of another process.
    if (bytesWritten < text.length) throw new Error('there was no room for all of it')
  } finally {
    await file.close()
  }
}

/**
 * A process that died, or a disk that was full, may have left half a line, which must not spoil the next one. Where it is another
 * process that is just writing, there is an empty line more, which readers skip.
 */
async function hasIncompleteLastLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat()
  if (size === 0) return false
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer.toString() !== lineEnd
}

async function getFileSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return 0
    throw error
  }
}

/** What cannot be removed now is removed with the next one. */
const removeFiles = (paths: readonly string[]): Promise<unknown> =>
  Promise.allSettled(paths.map(path => rm(path, { force: true })))
