import { access, constants, lstat, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as v from 'valibot'
import { type Finding, findingOf } from '#protocol/findings/index'
import { isErrorCode, reasonOf } from '../error-codes.ts'
import { type Entry, EntrySchema } from './entry.ts'
import { auditFile, auditNumbers } from './files.ts'

export interface AuditLog {
  /** The newest last. */
  entries: Entry[]
  /** FILE_NOT_WRITTEN and AUDIT_INCOMPLETE. */
  warnings: Finding[]
}

/** The audit log, as far as it can be read, with what is wrong with it. A log that has not begun is empty. */
export async function readLog(folder: string): Promise<AuditLog> {
  const files = await filesIn(folder)
  // Nothing can be written either into a folder of which one cannot see what is in it.
  if (!Array.isArray(files)) return { entries: [], warnings: [files] }
  const log: AuditLog = { entries: [], warnings: await writeWarnings(folder, files) }
  for (const path of files) {
    const { entries, problem } = await readEntries(path)
    log.entries.push(...entries)
    if (problem !== undefined) log.warnings.push(findingOf('AUDIT_INCOMPLETE', { path, problem }))
  }
  // Whatever ended first was written first.
  return { ...log, entries: log.entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)) }
}

async function filesIn(folder: string): Promise<string[] | Finding> {
  try {
    return (await auditNumbers(folder)).map(number => auditFile(folder, number))
  } catch (error) {
    return notWritten(folder, error)
  }
}

async function readEntries(path: string): Promise<{ entries: Entry[]; problem?: string }> {
  try {
    if (!(await lstat(path)).isFile()) return { entries: [], problem: 'it is no file' }
    const lines = (await readFile(path, 'utf8')).split('\n').filter(line => line.trim() !== '')
    const entries = lines.flatMap(line => parseEntry(line) ?? [])
    const broken = lines.length - entries.length
    return broken === 0 ? { entries } : { entries, problem: brokenInWords(broken) }
  } catch (error) {
    return { entries: [], problem: reasonOf(error) }
  }
}

function parseEntry(line: string): Entry | undefined {
  try {
    const parsed = v.safeParse(EntrySchema, JSON.parse(line))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

const brokenInWords = (count: number): string =>
  count === 1
    ? 'one line is no whole entry and is left out'
    : `${count} lines are no whole entries and are left out`

/** What would keep the next entry from being written; whoever signs in from a browser does not see that. */
async function writeWarnings(folder: string, files: readonly string[]): Promise<Finding[]> {
  const last = files.at(-1)
  const places = last === undefined ? [dirname(folder)] : [folder, last]
  try {
    for (const place of places) await access(place, constants.W_OK)
    return []
  } catch (error) {
    return isErrorCode(error, 'ENOENT') ? [] : [notWritten(folder, error)]
  }
}

const notWritten = (path: string, error: unknown): Finding =>
  findingOf('FILE_NOT_WRITTEN', { path, reason: reasonOf(error) })
