import { lstat, readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { type Finding, findingOf } from '#protocol/findings/index'
import { reasonOf } from '../error-codes.ts'
import { type Entry, EntrySchema } from './entry.ts'
import { auditFile, auditNumbers } from './files.ts'
import { writeTrouble } from './write-trouble.ts'

export interface AuditLog {
  /** The newest last. */
  entries: Entry[]
  /** FILE_NOT_WRITTEN and AUDIT_INCOMPLETE. */
  warnings: Finding[]
}

/** The audit log, as far as it can be read, with what is wrong with it. A log that has not begun is empty. */
export async function readLog(folder: string): Promise<AuditLog> {
  const trouble = await writeTrouble(folder)
  const log: AuditLog = { entries: [], warnings: trouble === undefined ? [] : [trouble] }
  for (const path of await filesIn(folder)) {
    const { entries, problem } = await readEntries(path)
    log.entries.push(...entries)
    if (problem !== undefined) log.warnings.push(findingOf('AUDIT_INCOMPLETE', { path, problem }))
  }
  // Whatever ended first was written first.
  return { ...log, entries: log.entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)) }
}

/** None in a folder of which one cannot see what is in it: nothing can be written there either, and that is said already. */
const filesIn = (folder: string): Promise<string[]> =>
  auditNumbers(folder).then(
    numbers => numbers.map(number => auditFile(folder, number)),
    () => [],
  )

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
