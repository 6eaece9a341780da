import { readFile } from 'node:fs/promises'
import { hasErrorCode } from '../util/node-errors.ts'
import { checkWritable } from './check-writable.ts'
import { type AuditEntry, asked } from './entry.ts'
import { getAuditFilePath, listAuditFileNumbers } from './files.ts'
import { hashSessionId } from './format-entry.ts'
import { parseEntry } from './read-log.ts'

export interface CreatedSessions {
  /** The entries of the sessions that Hubpass created, by their ids. */
  entries: Map<string, AuditEntry>
  /** Whether Hubpass did not create the other sessions: the whole log can be read and written. */
  isComplete: boolean
}

/**
 * Finds out which sessions of a virtual proxy Hubpass has created, by the hashes in the audit log.
 * Parses only lines that have one of them.
 */
export async function findCreatedSessions(
  folder: string,
  virtualProxy: string,
  sessionIds: readonly string[],
): Promise<CreatedSessions> {
  const idByHash = new Map<string, string>()
  for (const id of sessionIds) idByHash.set(await hashSessionId(id), id)
  const entries = new Map<string, AuditEntry>()
  let isComplete = (await checkWritable(folder)) === undefined
  for (const path of await listPaths(folder).catch(() => [undefined])) {
    const lines = path === undefined ? undefined : await readLines(path)
    isComplete &&= lines?.every(isWhole) ?? false
    for (const line of lines ?? []) {
      const id = idByHash.get(hashPattern.exec(line)?.[1] ?? '')
      const entry = id === undefined ? undefined : parseEntry(line)
      if (id === undefined || entry?.action !== 'session.create' || entry.virtualProxy !== virtualProxy)
        continue
      if (entry.outcome === 'done' || entry.outcome === asked) entries.set(id, entry)
    }
  }
  return { entries, isComplete }
}

const hashPattern = /"sessionHash":"([\da-f]+)"/

/** Recognizes a line that another process is just writing, or that a full disk has cut. */
const isWhole = (line: string): boolean => line.startsWith('{') && line.endsWith('}')

const listPaths = async (folder: string): Promise<string[]> =>
  (await listAuditFileNumbers(folder)).map(number => getAuditFilePath(folder, number))

/** Returns undefined if the file cannot be read. A file that was just removed has no lines. */
const readLines = (path: string): Promise<string[] | undefined> =>
  readFile(path, 'utf8').then(
    text => text.split('\n').filter(line => line.trim() !== ''),
    error => (hasErrorCode(error, 'ENOENT') ? [] : undefined),
  )
