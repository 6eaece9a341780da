import { join } from 'node:path'
import * as v from 'valibot'
import { getHomeFolder } from '../config/home.ts'
import { machine } from '../util/process-place.ts'
import { placeEntries, userEntries } from './place.ts'

/**
 * A session that a program is about to create. It has no id, which is a secret: QPS lists the sessions of
 * the user, and the hash or the mark tells ours from the others.
 */
export const RecordEntrySchema = v.object({
  ...placeEntries,
  ...userEntries,
  /** See `hashSessionId` in audit/format-entry.ts. */
  sessionHash: v.optional(v.string()),
  /** The value of an attribute, for the session of a ticket, whose id the proxy chooses. */
  mark: v.optional(v.string()),
})

export type RecordEntry = v.InferOutput<typeof RecordEntrySchema>

/** Says that the session of an earlier entry is gone. */
export const EndedEntrySchema = v.object({ ended: v.string() })

/** Begins with the line break: an entry that a full disk has cut must not spoil the next one. */
export const toLine = (entry: RecordEntry | v.InferOutput<typeof EndedEntrySchema>): string =>
  `\n${JSON.stringify(entry)}`

/** The folder with the records of all programs. */
export const getRecordFolder = async (): Promise<string> => join(await getHomeFolder(), 'open-sessions')

/** Returns the name of a record. `id` is a UUID, after its group if there is one. */
export const formatRecordName = (id: string): string => `${process.pid}-${id}@${machine}.jsonl`

export interface RecordName {
  pid: number
  group: string
  host: string
}

const namePattern = /^(\d{1,10})-([\da-f-]+)@([\w.-]*)\.jsonl$/

/** Returns undefined for another file. */
export function parseRecordName(name: string): RecordName | undefined {
  const [, pid, id = '', host = ''] = namePattern.exec(name) ?? []
  // A UUID has 36 characters.
  return pid === undefined ? undefined : { pid: Number(pid), group: id.slice(0, -37), host }
}
