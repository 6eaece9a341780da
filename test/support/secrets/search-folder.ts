import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { isAllowed, listOwnSecrets, reportLeak } from './registry.ts'
import { indexSecrets } from './search.ts'

/** Larger files are caches of a browser or no files of ours. */
const maxFileBytes = 64 * 1024 * 1024

export interface FolderSearch {
  secrets: readonly string[]
  /** Ends a search that takes too long. */
  signal?: AbortSignal
}

/**
 * Returns the files below a folder that contain one of the secrets, in any form, each with the first
 * letters of the secret.
 */
export async function findFilesWithSecrets(
  folder: string,
  { secrets, signal }: FolderSearch,
): Promise<string[]> {
  if (secrets.length === 0) return []
  const index = indexSecrets(secrets)
  const found: string[] = []
  for await (const path of listFiles(folder)) {
    signal?.throwIfAborted()
    if (isAllowed(path)) continue
    const [secret] = index.search(await read(path))
    if (secret !== undefined) found.push(`${relative(folder, path)} (${secrets[secret]?.slice(0, 4)}…)`)
  }
  return found
}

/**
 * Records the files of a folder, which is about to be removed, that contain a secret of this
 * process. The run fails at its end.
 */
export async function searchBeforeRemoval(folder: string): Promise<void> {
  for (const file of await findFilesWithSecrets(folder, { secrets: listOwnSecrets() }))
    reportLeak(`${file} in ${folder}`)
}

async function* listFiles(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => [])
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* listFiles(path)
    else if (entry.isFile()) yield path
  }
}

/** Returns nothing for a file that has gone or that this user may not read. */
async function read(path: string): Promise<Buffer> {
  try {
    return (await stat(path)).size > maxFileBytes ? Buffer.alloc(0) : await readFile(path)
  } catch {
    return Buffer.alloc(0)
  }
}
