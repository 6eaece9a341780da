import * as v from 'valibot'
import type { Text } from '#messages/message'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import { describeSystemError } from '../util/node-errors.ts'
import { readRegularFile } from '../util/read-file.ts'
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
  const warning = await checkWritable(folder)
  const log = await readFolder(folder)
  const refused = await readFolder(getRefusedFolder(folder))
  // No refused entry is an outcome: it may only look like the one of a killed request. Lines are in
  // the order in which actions ended, not in which they began.
  const entries = [...dropAnswered(log.entries), ...refused.entries].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  )
  const warnings = [...(warning === undefined ? [] : [warning]), ...log.warnings, ...refused.warnings]
  return { entries, warnings }
}

async function readFolder(folder: string): Promise<AuditLog> {
  const log: AuditLog = { entries: [], warnings: [] }
  for (const path of await listFiles(folder)) {
    const { entries, problem } = await readEntries(path)
    for (const entry of entries) log.entries.push(entry)
    if (problem !== undefined) log.warnings.push(findingOf('AUDIT_INCOMPLETE', { path, problem }))
  }
  return log
}

/** Returns no files for an unreadable folder: {@link checkWritable} already warns about it. */
const listFiles = (folder: string): Promise<string[]> =>
  listAuditFileNumbers(folder).then(
    numbers => numbers.map(number => getAuditFilePath(folder, number)),
    () => [],
  )

async function readEntries(path: string): Promise<{ entries: AuditEntry[]; problem?: Text }> {
  try {
    const text = (await readRegularFile(path)).toString('utf8')
    const lines = text.split('\n').filter(line => line.trim() !== '')
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
