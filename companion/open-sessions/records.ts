import { readdirSync } from 'node:fs'
import { rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { isSameUser } from '#protocol/identity'
import { hasErrorCode } from '../util/node-errors.ts'
import { isRunning, machine } from '../util/process-place.ts'
import { readLines } from '../util/read-lines.ts'
import { writeFailure, writeFile } from '../util/write-file.ts'
import {
  EndedEntrySchema,
  getRecordFolder,
  parseRecordName,
  type RecordEntry,
  RecordEntrySchema,
  type RecordName,
  toLine,
} from './record-file.ts'

/** The entries of a program that was killed. */
export interface LeftEntries {
  path: string
  /** When the program last touched its record. */
  touchedAt: number
  entries: RecordEntry[]
}

/** A record that was not touched for so long has no program, whatever runs under its number. */
const staleMs = 120_000

interface RecordPlace extends RecordName {
  path: string
}

/** Lists the records of all programs, also of those that run. Throws FILE_NOT_WRITTEN for an unusable folder. */
async function listRecords(): Promise<RecordPlace[]> {
  const folder = await getRecordFolder()
  return listNames(folder).flatMap(name => {
    const parsed = parseRecordName(name)
    return parsed === undefined ? [] : [{ ...parsed, path: join(folder, name) }]
  })
}

/** To hand over to another thread takes longer than to list a few files. */
function listNames(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return []
    throw writeFailure(folder, error)
  }
}

/**
 * Returns the processes that have sessions at the place of this entry, each as often as it has one. A record
 * of the group is one session. Only records without a group, such as those of checks, have to be read.
 */
export async function listHolders(group: string, entry: RecordEntry): Promise<number[]> {
  const records = await listRecords()
  const holders = records.filter(record => record.group === group).map(({ pid }) => pid)
  for (const { pid, path } of records.filter(record => record.group === '')) {
    const entries = (await readEntries(path))?.entries ?? []
    holders.push(...entries.filter(other => isSamePlace(other, entry)).map(() => pid))
  }
  return holders
}

const isSamePlace = (one: RecordEntry, other: RecordEntry): boolean =>
  one.site === other.site && one.prefix === other.prefix && isSameUser(one, other)

const isLeft = async ({ host, pid, path }: RecordPlace): Promise<boolean> =>
  (host === machine && !isRunning(pid)) || (await isStale(path))

/** Returns the paths of the records of programs that no longer run. */
export async function listLeftRecords(): Promise<string[]> {
  const records = await listRecords()
  const left = await Promise.all(records.map(isLeft))
  return records.filter((_, index) => left[index]).map(({ path }) => path)
}

/** An entry of any record, and the process that has it, if that still runs. */
export interface OpenEntry {
  entry: RecordEntry
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

/** Leaves these entries in a record, which still counts as left, and is as old as before. */
export async function keepEntries(
  { path, touchedAt }: LeftEntries,
  entries: readonly RecordEntry[],
): Promise<void> {
  await writeFile(path, entries.map(toLine).join(''), 0o600)
  await utimes(path, touchedAt / 1_000, touchedAt / 1_000)
}

export const removeEntries = ({ path }: LeftEntries): Promise<void> => rm(path, { force: true })

const LineSchema = v.pipe(v.string(), v.parseJson(), v.union([EndedEntrySchema, RecordEntrySchema]))

/**
 * Returns undefined for a file that cannot be read, which stays. A line that a killed program did not
 * finish describes a session that it did not create.
 */
async function readEntries(path: string): Promise<LeftEntries | undefined> {
  const entries = new Map<string, RecordEntry>()
  try {
    const { mtimeMs } = await stat(path)
    let number = 0
    for await (const { text } of readLines(path, maxLineLength)) {
      number += 1
      const { success, output } = v.safeParse(LineSchema, text)
      if (!success) continue
      if ('ended' in output) entries.delete(output.ended)
      else entries.set(output.sessionHash ?? output.mark ?? `line ${number}`, output)
      if (entries.size > maxEntries) return undefined
    }
    return { path, touchedAt: mtimeMs, entries: [...entries.values()] }
  } catch {
    return undefined
  }
}

/** The names of an entry are at most a few hundred characters long. */
const maxLineLength = 64 * 1024

/** `hubpass sessions make` makes no more. */
const maxEntries = 99_999
