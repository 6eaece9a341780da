import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failure } from '#protocol/errors'
import { checkWritable } from '../../audit/check-writable.ts'
import { getAuditFolder } from '../../audit/files.ts'
import { getHomeFolder } from '../../config/home.ts'
import { describeSystemError, hasErrorCode } from '../../util/node-errors.ts'
import type { Check } from '../check.ts'

/**
 * Checks that the configuration and the audit log can be written, without writing anything. A
 * sign-in does not need this.
 */
export const homeCheck: Check = {
  id: 'home',
  title: 'Data folder',
  isOptional: true,
  run: async () => {
    const home = await getHomeFolder()
    await assertWritable(home)
    const warning = await checkWritable(await getAuditFolder())
    return warning === undefined ? { note: describeHome(process.platform, home) } : { warnings: [warning] }
  },
}

/**
 * On Windows, `access` checks only the read-only attribute, not access rights (Node.js
 * documentation).
 */
export const describeHome = (platform: NodeJS.Platform, home: string): string =>
  platform === 'win32'
    ? `configuration and audit log are stored in ${home}; access rights were not checked`
    : `configuration and audit log can be written to ${home}`

/** Throws FILE_NOT_WRITTEN. */
async function assertWritable(folder: string): Promise<void> {
  try {
    await access(await findExistingFolder(folder), constants.W_OK)
  } catch (error) {
    throw failure('FILE_NOT_WRITTEN', { path: folder, reason: describeSystemError(error) }, error)
  }
}

/** Returns the folder, or the closest parent folder that exists. */
async function findExistingFolder(folder: string): Promise<string> {
  try {
    if ((await stat(folder)).isDirectory()) return folder
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT') && dirname(folder) !== folder)
      return findExistingFolder(dirname(folder))
    throw error
  }
  throw new Error(`${folder} is not a folder`)
}
