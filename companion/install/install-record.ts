import * as v from 'valibot'
import { InvocationSchema } from '#protocol/invocation'
import { decodeText } from '../util/decode-text.ts'
import { mergeOwners } from './registry/registry-owners.ts'
import type { FileSystem } from './system.ts'

const Paths = v.optional(v.array(v.string()), [])

/** Node 22 for Windows returns the folders that it created as `\\?\C:\…`. */
const PlainPath = v.pipe(
  v.string(),
  v.transform(path => path.replace(/^\\\\\?\\(?=[A-Za-z]:)/, '')),
)

/**
 * Records what was installed, so that uninstalling finds everything, including `--user-data-dir`
 * folders.
 */
const RecordSchema = v.object({
  /** The places where browsers look: manifests, and registry keys on Windows. */
  manifests: Paths,
  keys: Paths,
  /** Folders and keys that the installation created. */
  folders: v.optional(v.array(PlainPath), []),
  madeKeys: Paths,
  /** The previous values of keys. */
  replaced: v.optional(v.record(v.string(), v.string()), {}),
  /** The owners of each key (registry-owners.ts). */
  claims: v.optional(v.record(v.string(), v.array(v.string())), {}),
  extensionIds: Paths,
  /** How the latest installation was started, for commands that pages show. */
  invocation: v.fallback(v.optional(InvocationSchema), undefined),
})

export type InstallRecord = v.InferOutput<typeof RecordSchema>

/**
 * Reads the record. A missing or damaged one counts as empty: the known locations are searched
 * anyway.
 */
export async function readRecord(fileSystem: FileSystem, file: string): Promise<InstallRecord> {
  const parsed = v.safeParse(RecordSchema, parseJson(await fileSystem.read(file)))
  return parsed.success ? parsed.output : v.parse(RecordSchema, {})
}

/** Every user may read it: the doctor of each looks into the record of all users. */
export const writeRecord = (fileSystem: FileSystem, file: string, record: InstallRecord): Promise<void> =>
  fileSystem.write(file, `${JSON.stringify(record, null, 2)}\n`, 0o644)

/** Combines both records without duplicates. */
export const mergeRecords = (one: InstallRecord, other: InstallRecord): InstallRecord => ({
  manifests: mergeUnique(one.manifests, other.manifests),
  keys: mergeUnique(one.keys, other.keys),
  folders: mergeUnique(one.folders, other.folders),
  madeKeys: mergeUnique(one.madeKeys, other.madeKeys),
  replaced: { ...one.replaced, ...other.replaced },
  claims: mergeOwners(one.claims, other.claims),
  extensionIds: mergeUnique(one.extensionIds, other.extensionIds),
  invocation: other.invocation ?? one.invocation,
})

const mergeUnique = (one: readonly string[], other: readonly string[]): string[] => [
  ...new Set([...one, ...other]),
]

function parseJson(content: Buffer | undefined): unknown {
  try {
    return JSON.parse(content === undefined ? '' : decodeText(content))
  } catch {
    return undefined
  }
}
