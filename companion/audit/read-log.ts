import { lstat, readFile } from 'node:fs/promises'
import * as v from 'valibot'
import type { Text } from '#messages/message'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import { describeSystemError } from '../util/node-errors.ts'
import { checkWritable } from './check-writable.ts'
import { dropAnswered } from './drop-answered.ts'
import { type AuditEntry, AuditEntrySchema } from './entry.ts'
import { getAuditFilePath, getRefusedFolder, listAuditFileNumbers } from './files.ts'

export interface AuditLog {
  /** The oldest first. */
  entries: AuditEntry[]
  /** FILE_NOT_WRITTEN, AUDIT_INCOMPLETE. */
  warnings: Finding[]
}

/**
 * Reads as much as possible of the audit log, with warnings about the rest. A missing log is empty.
 * An entry `asked` is left out if another one has its outcome.
 */
export async function readAuditLog(folder: string): Promise<AuditLog> {
  const folders = [folder, getRefusedFolder(folder)]
  const warning = await checkWritable(folder)
  const log: AuditLog = { entries: [], warnings: warning === undefined ? [] : [warning] }
  for (const path of (await Promise.all(folders.map(listFiles))).flat()) {
    const { entries, problem } = await readEntries(path)
    for (const entry of entries) log.entries.push(entry)
    if (problem !== undefined) log.warnings.push(findingOf('AUDIT_INCOMPLETE', { path, problem }))
  }
  // Lines are in the order in which actions ended, not in which they began.
  const entries = dropAnswered(log.entries).sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return { ...log, entries }
}

/** Returns no files for an unreadable folder: {@link checkWritable} already warns about it. */
const listFiles = (folder: string): Promise<string[]> =>
  listAuditFileNumbers(folder).then(
    numbers => numbers.map(number => getAuditFilePath(folder, number)),
    () => [],
  )

async function readEntries(path: string): Promise<{ entries: AuditEntry[]; problem?: Text }> {
  try {
    if (!(await lstat(path)).isFile()) return { entries: [], problem: 'it is not a file' }
    const lines = (await readFile(path, 'utf8')).split('\n').filter(line => line.trim() !== '')
    const entries = lines.flatMap(line => parseEntry(line) ?? [])
    const brokenCount = lines.length - entries.length
    return brokenCount === 0 ? { entries } : { entries, problem: describeBrokenLines(brokenCount) }
  } catch (error) {
    return { entries: [], problem: describeSystemError(error) }
  }
}

/** Returns undefined for a line that is not a complete entry. */
export function parseEntry(line: string): AuditEntry | undefined {
  try {
    const parsed = v.safeParse(AuditEntrySchema, JSON.parse(line))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

const describeBrokenLines = (count: number): string =>
  count === 1
    ? '1 line is not a complete entry and was skipped'
    : `${count} lines are not complete entries and were skipped`
