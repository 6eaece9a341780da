import { rm, stat } from 'node:fs/promises'
import { getAuditFilePath } from './files.ts'

/** A file is removed when it is neither among so many newest files nor changed in so many days. */
export interface Retention {
  files: number
  days: number
}

const dayMs = 24 * 60 * 60 * 1_000

/** Removes old files. Those that cannot be removed now are removed with the next ones. */
export async function removeOldFiles(
  folder: string,
  numbers: readonly number[],
  newest: number,
  { files, days }: Retention,
): Promise<void> {
  const paths = numbers
    .filter(number => number <= newest - files)
    .map(number => getAuditFilePath(folder, number))
  const changedBefore = Date.now() - days * dayMs
  await Promise.allSettled(
    paths.map(async path => {
      const { mtimeMs } = await stat(path)
      if (mtimeMs <= changedBefore) await rm(path, { force: true })
    }),
  )
}
