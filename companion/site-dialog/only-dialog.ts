import { join } from 'node:path'
import { failure } from '#protocol/errors'
import { getHomeFolder } from '../config/home.ts'
import { describeSystemError, hasErrorCode } from '../util/node-errors.ts'
import { makeFolder } from '../util/write-file.ts'

/** A process renews its lock twice in this time. */
const staleAfterMs = 5_000

/**
 * Runs an action that shows dialogs while no other one does, in any browser. Throws
 * SITE_DIALOG_OPEN, FILE_NOT_WRITTEN.
 */
export async function withOnlyDialog<T>(site: string, action: () => Promise<T>): Promise<T> {
  const home = await getHomeFolder()
  const path = join(home, 'site-dialog')
  const { lock } = await import('../util/file-libraries.ts')
  await makeFolder(home)
  const release = await lock(path, { realpath: false, stale: staleAfterMs, onCompromised: () => {} }).catch(
    error => {
      if (hasErrorCode(error, 'ELOCKED')) throw failure('SITE_DIALOG_OPEN', { site })
      throw failure('FILE_NOT_WRITTEN', { path, reason: describeSystemError(error) }, error)
    },
  )
  try {
    return await action()
  } finally {
    await release().catch(() => {}) // it expires
  }
}
