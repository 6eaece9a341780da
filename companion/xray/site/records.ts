import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { hasErrorCode } from '../../util/node-errors.ts'
import { readRegularFile } from '../../util/read-file.ts'
import { writeFailure } from '../../util/write-file.ts'
import {
  getRecordFolder,
  type JournalEntry,
  JournalEntrySchema,
  machine,
  parseRecordName,
  type RecordName,
} from './record-file.ts'

/** The entries of a run that was killed. */
export interface LeftEntries {
  path: string
  entries: JournalEntry[]
}

/** A record that was not touched for so long has no program, whatever runs under its number. */
const staleMs = 120_000

interface JournalRecord extends RecordName {
  path: string
}

/** Lists the records of all programs, also of those that run. Throws FILE_NOT_WRITTEN for an unusable folder. */
async function listRecords(): Promise<JournalRecord[]> {
  const folder = await getRecordFolder()
  const names = await readdir(folder).catch(error => {
    if (hasErrorCode(error, 'ENOENT')) return []
    throw writeFailure(folder, error)
  })
  return names.flatMap(name => {
    const parsed = parseRecordName(name)
    return parsed === undefined ? [] : [{ ...parsed, path: join(folder, name) }]
  })
}

/** Returns the processes that have a record of this group, each as often as it has one. */
export const listHolders = async (group: string): Promise<number[]> =>
  (await listRecords()).filter(record => record.group === group).map(({ pid }) => pid)

const isLeft = async ({ host, pid, path }: JournalRecord): Promise<boolean> =>
  (host === machine && !isRunning(pid)) || (await isStale(path))

/** Returns the paths of the records of programs that no longer run. */
export async function listLeftRecords(): Promise<string[]> {
  const records = await listRecords()
  const left = await Promise.all(records.map(isLeft))
  return records.filter((_, index) => left[index]).map(({ path }) => path)
}

/** An entry of any record, and the process that has it, if that still runs. */
export interface OpenEntry {
  entry: JournalEntry
  pid: number | undefined
}

/** Lists the entries of all records. */
export async function listOpenEntries(): Promise<OpenEntry[]> {
  const records = await listRecords()
  const read = records.map(async record => {
    const pid = (await isLeft(record)) ? undefined : record.pid
    return (await readEntries(record.path))?.entries.map(entry => ({ entry, pid })) ?? []
  })
  return (await Promise.all(read)).flat()
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

export const removeEntries = ({ path }: LeftEntries): Promise<void> => rm(path, { force: true })

/**
 * Returns undefined for a file that cannot be read, which stays. A line that a killed program did not
 * finish describes a session that it did not create.
 */
async function readEntries(path: string): Promise<LeftEntries | undefined> {
  const content = await readRegularFile(path).catch(() => undefined)
  if (content === undefined) return undefined
  const entries = content
    .toString()
    .split('\n')
    .flatMap(line => {
      const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), JournalEntrySchema), line)
      return parsed.success ? [parsed.output] : []
    })
  return { path, entries }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasErrorCode(error, 'EPERM')
  }
}
