import * as v from 'valibot'
import { mergeOwners } from './registry-owners.ts'
import type { FileSystem } from './system.ts'

const Paths = v.optional(v.array(v.string()), [])

/** What was installed, so that uninstalling finds all of it, the folders of `--user-data-dir` too. */
const RecordSchema = v.object({
  /** Where browsers look: manifests, and on Windows keys. */
  manifests: Paths,
  keys: Paths,
  /** Folders and keys that did not exist before. */
  folders: Paths,
  madeKeys: Paths,
  /** Where keys led before they were led here. */
  replaced: v.optional(v.record(v.string(), v.string()), {}),
  /** For whom each key is, see claims.ts. */
  claims: v.optional(v.record(v.string(), v.array(v.string())), {}),
  extensionIds: Paths,
})

export type InstallRecord = v.InferOutput<typeof RecordSchema>

/** A record that is missing or damaged counts as empty: the places of the table are looked at in any case. */
export async function readRecord(fileSystem: FileSystem, file: string): Promise<InstallRecord> {
  const parsed = v.safeParse(RecordSchema, parseJson(await fileSystem.read(file)))
  return parsed.success ? parsed.output : v.parse(RecordSchema, {})
}

export const writeRecord = (fileSystem: FileSystem, file: string, record: InstallRecord): Promise<void> =>
  fileSystem.write(file, `${JSON.stringify(record, null, 2)}\n`, 0o600)

/** Both records in one; nothing twice. */
export const mergeRecords = (one: InstallRecord, other: InstallRecord): InstallRecord => ({
  manifests: mergeUnique(one.manifests, other.manifests),
  keys: mergeUnique(one.keys, other.keys),
  folders: mergeUnique(one.folders, other.folders),
  madeKeys: mergeUnique(one.madeKeys, other.madeKeys),
  replaced: { ...one.replaced, ...other.replaced },
  claims: mergeOwners(one.claims, other.claims),
  extensionIds: mergeUnique(one.extensionIds, other.extensionIds),
})

const mergeUnique = (one: readonly string[], other: readonly string[]): string[] => [
  ...new Set([...one, ...other]),
]

function parseJson(content: Buffer | undefined): unknown {
  try {
    return JSON.parse(content?.toString() ?? '')
  } catch {
    return undefined
  }
}
