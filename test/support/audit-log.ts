import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { type AuditEntry, AuditEntrySchema } from '../../companion/audit/entry.ts'

/** Returns the entries in the files of a home's audit log, in the order in which they were written. */
export const readAuditFiles = (home: string): Promise<AuditEntry[]> => readFolder(join(home, 'audit'))

/** Returns the entries of actions that ended before Qlik Sense was asked. */
export const readRefusedFiles = (home: string): Promise<AuditEntry[]> =>
  readFolder(join(home, 'audit', 'refused'))

async function readFolder(folder: string): Promise<AuditEntry[]> {
  const names = await readdir(folder).catch(() => [])
  const files = names.filter(name => name.endsWith('.jsonl')).toSorted()
  const texts = await Promise.all(files.map(name => readFile(join(folder, name), 'utf8')))
  return texts
    .flatMap(text => text.split('\n').filter(Boolean))
    .map(line => v.parse(AuditEntrySchema, JSON.parse(line)))
}
