import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { hasErrorCode } from '../../util/node-errors.ts'
import { readRegularFile } from '../../util/read-file.ts'
import { writeFile } from '../../util/write-file.ts'
import {
  EndedEntrySchema,
  getRecordFolder,
  type JournalEntry,
  JournalEntrySchema,
  machine,
  toLine,
} from './journal.ts'

/** The entries of a program that was killed. */
export interface LeftEntries {
  path: string
  /** When the program last touched its record. */
  touchedAt: number
  entries: JournalEntry[]
}

/** A record that was not touched for so long has no program, whatever runs under its number. */
const staleMs = 120_000

const namePattern = /^(\d{1,10})-[\da-f-]+@([\w.-]*)\.jsonl$/

/** Returns the paths of the records of programs that no longer run. */
export async function listLeftRecords(): Promise<string[]> {
  const folder = await getRecordFolder()
  const names = await readdir(folder).catch(error => {
    if (hasErrorCode(error, 'ENOENT')) return []
    throw error
  })
  const paths = names.map(async name => {
    const [, pid, host] = namePattern.exec(name) ?? []
    if (pid === undefined) return []
    const path = join(folder, name)
    const isLeft = (host === machine && !isRunning(Number(pid))) || (await isStale(path))
    return isLeft ? [path] : []
  })
  return (await Promise.all(paths)).flat()
}

/** Also true after the clock was set back. */
const isStale = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ mtimeMs }) => Math.abs(Date.now() - mtimeMs) > staleMs,
    () => false,
  )

/** Returns the entries of these records. */
export async function findLeftEntries(): Promise<LeftEntries[]> {
  const read = await Promise.all((await listLeftRecords()).map(readEntries))
  return read.flatMap(entries => entries ?? [])
}

/** Leaves these entries in a record. */
export const keepEntries = ({ path }: LeftEntries, entries: readonly JournalEntry[]): Promise<void> =>
  writeFile(path, entries.map(toLine).join(''), 0o600)

export const removeEntries = ({ path }: LeftEntries): Promise<void> => rm(path, { force: true })

const LineSchema = v.pipe(v.string(), v.parseJson(), v.union([EndedEntrySchema, JournalEntrySchema]))

/**
 * Returns undefined for a file that cannot be read, which stays. A line that a killed program did not
 * finish describes a session that it did not create.
 */
async function readEntries(path: string): Promise<LeftEntries | undefined> {
  const [content, stats] = await Promise.all([readRegularFile(path), stat(path)]).catch(() => [])
  if (content === undefined || stats === undefined) return undefined
  const entries = new Map<string, JournalEntry>()
  for (const [number, line] of content.toString().split('\n').entries()) {
    const { success, output } = v.safeParse(LineSchema, line)
    if (!success) continue
    if ('ended' in output) entries.delete(output.ended)
    else entries.set(output.sessionHash ?? output.mark ?? `line ${number}`, output)
  }
  return { path, touchedAt: stats.mtimeMs, entries: [...entries.values()] }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasErrorCode(error, 'EPERM')
  }
}
