import { readFile } from 'node:fs/promises'
import * as v from 'valibot'

/** What was installed, so that uninstalling finds all of it, the folders of `--user-data-dir` too. */
const RecordSchema = v.object({
  manifests: v.array(v.string()),
  /** Folders that did not exist before. */
  folders: v.array(v.string()),
  extensionIds: v.array(v.string()),
})

export type InstallRecord = v.InferOutput<typeof RecordSchema>

const nothing: InstallRecord = { manifests: [], folders: [], extensionIds: [] }

/** A record that is missing or damaged counts as empty: the places of the table are looked at in any case. */
export async function readRecord(file: string): Promise<InstallRecord> {
  try {
    const parsed = v.safeParse(RecordSchema, JSON.parse(await readFile(file, 'utf8')))
    return parsed.success ? parsed.output : nothing
  } catch {
    return nothing
  }
}

/** Both records in one; nothing twice. */
export const mergeRecords = (one: InstallRecord, other: InstallRecord): InstallRecord => ({
  manifests: [...new Set([...one.manifests, ...other.manifests])],
  folders: [...new Set([...one.folders, ...other.folders])],
  extensionIds: [...new Set([...one.extensionIds, ...other.extensionIds])],
})
