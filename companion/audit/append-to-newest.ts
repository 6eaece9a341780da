import { hasErrorCode, UnusableFileError } from '../util/node-errors.ts'
import { once } from '../util/once.ts'
import { makeFolder } from '../util/write-file.ts'
import { getAuditFilePath, listAuditFileNumbers } from './files.ts'
import { OpenFile } from './open-file.ts'
import { type Retention, removeOldFiles } from './retention.ts'

/** A file that nobody writes to is closed after so long. */
const idleMs = 1_000

const openFiles = new Map<string, { file: OpenFile; timer: NodeJS.Timeout }>()

let holders = 0
let runs = 0

/** Whether a run works on many sessions at once. */
export const hasManySessions = (): boolean => runs > 0

/**
 * Keeps files open between lines until the result is called. To open one takes longer than to write.
 * `isForMany` is set for a run with many sessions at once.
 */
export function holdAuditFiles({ isForMany = false } = {}): () => void {
  holders += 1
  runs += Number(isForMany)
  return once(() => {
    holders -= 1
    runs -= Number(isForMany)
    if (holders > 0) return
    for (const folder of [...openFiles.keys()]) takeOpenFile(folder)?.close()
  })
}

/**
 * Appends lines to the newest file of the folder. Several processes can do so at once without a lock:
 * the lines are one write at the end of a file, and files are never renamed. Processes that find a file
 * full, or unusable, start the same next one.
 */
export async function appendToNewest(
  folder: string,
  lines: readonly string[],
  retention: Retention,
): Promise<void> {
  const open = takeOpenFile(folder)
  if (open !== undefined && appendOrClose(open, () => open.appendIfPresent(lines)))
    return keepOrClose(folder, open)
  const numbers = await listAuditFileNumbers(folder)
  if (numbers.length === 0) await makeFolder(folder)
  const newest = numbers.at(-1) ?? 1
  const number = appendFrom(newest, folder, lines)
  if (number > newest) await removeOldFiles(folder, numbers, number, retention)
}

/** More files than this cannot be unusable by accident. */
const maxAttempts = 4

/**
 * Appends to the first file from this number on that is usable and not full. Returns its number.
 */
function appendFrom(newest: number, folder: string, lines: readonly string[]): number {
  let failures = 0
  for (let number = newest; ; number += 1)
    try {
      const file = OpenFile.open(getAuditFilePath(folder, number))
      if (appendOrClose(file, () => file.append(lines))) {
        keepOrClose(folder, file)
        return number
      }
    } catch (error) {
      failures += 1
      if (failures === maxAttempts || !isAboutFile(error)) throw error
    }
}

/** Returns whether an error concerns one file. A full disk, for example, concerns the next one too. */
const isAboutFile = (error: unknown): boolean =>
  error instanceof UnusableFileError || hasErrorCode(error, 'EACCES', 'EPERM', 'EISDIR', 'ELOOP', 'ENXIO')

/** Closes the file unless the lines were appended. */
function appendOrClose(file: OpenFile, append: () => boolean): boolean {
  let isAppended = false
  try {
    isAppended = append()
    return isAppended
  } finally {
    if (!isAppended) file.close()
  }
}

function takeOpenFile(folder: string): OpenFile | undefined {
  const { file, timer } = openFiles.get(folder) ?? {}
  clearTimeout(timer)
  openFiles.delete(folder)
  return file
}

function keepOrClose(folder: string, file: OpenFile): void {
  if (holders === 0) {
    file.close()
    return
  }
  const timer = setTimeout(() => {
    openFiles.delete(folder)
    file.close()
  }, idleMs)
  openFiles.set(folder, { file, timer: timer.unref() })
}
