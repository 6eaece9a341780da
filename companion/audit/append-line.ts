import { type FileHandle, open, rm, stat } from 'node:fs/promises'
import { failure } from '#protocol/errors'
import { isErrorCode, reasonOf } from '../error-codes.ts'
import { makeFolder } from '../write-file.ts'
import { auditFile, auditNumbers } from './files.ts'

/** Some 4,000 lines; beyond it the next file is begun. */
const fullBytes = 1024 * 1024
const keptFiles = 5

const lineEnd = '\n'

/**
 * Adds a line to the audit log, whichever processes do so at once, without a lock: a line is one write at the end of a file, and a
 * file is never renamed. Two that find it full begin the same next one. Throws FILE_NOT_WRITTEN.
 */
export async function appendLine(folder: string, line: string): Promise<void> {
  await makeFolder(folder)
  try {
    const numbers = await auditNumbers(folder)
    const last = numbers.at(-1) ?? 1
    const isFull = (await sizeOf(auditFile(folder, last))) >= fullBytes
    const number = isFull ? last + 1 : last
    await appendTo(auditFile(folder, number), line)
    if (isFull)
      await forget(numbers.filter(old => old <= number - keptFiles).map(old => auditFile(folder, old)))
  } catch (error) {
    throw failure('FILE_NOT_WRITTEN', { path: folder, reason: reasonOf(error) }, error)
  }
}

async function appendTo(path: string, line: string): Promise<void> {
  const file = await open(path, 'a+', 0o600)
  try {
    const text = Buffer.from(`${(await endsTorn(file)) ? lineEnd : ''}${line}${lineEnd}`)
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
async function endsTorn(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat()
  if (size === 0) return false
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer.toString() !== lineEnd
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return 0
    throw error
  }
}

/** What cannot be removed now is removed with the next one. */
const forget = (paths: readonly string[]): Promise<unknown> =>
  Promise.allSettled(paths.map(path => rm(path, { force: true })))
