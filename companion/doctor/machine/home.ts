import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failure } from '#protocol/errors'
import { checkWritable } from '../../audit/check-writable.ts'
import { getAuditFolder } from '../../audit/files.ts'
import { getHomeFolder } from '../../config/home.ts'
import { describeSystemError, hasErrorCode } from '../../util/node-errors.ts'
import type { Check } from '../check.ts'

/** Whether configuration and audit log can be written, as far as the platform tells; signing in does not need it. Nothing is written. */
export const homeCheck: Check = {
  id: 'home',
  title: 'Home',
  isOptional: true,
  run: async () => {
    const home = await getHomeFolder()
    await assertWritable(home)
    const warning = await checkWritable(await getAuditFolder())
    return warning === undefined ? { note: describeHome(process.platform, home) } : { warnings: [warning] }
  },
}

/** On Windows `access` sees the mark of a read-only file, and no rights (Node's documentation of it). */
export const describeHome = (platform: NodeJS.Platform, home: string): string =>
  platform === 'win32'
    ? `configuration and audit log go into ${home}; nothing in their way was seen, rights were not looked at`
    : `configuration and audit log can be written into ${home}`

/** Throws FILE_NOT_WRITTEN. */
async function assertWritable(folder: string): Promise<void> {
  try {
    await access(await findExistingFolder(folder), constants.W_OK)
  } catch (error) {
    throw failure('FILE_NOT_WRITTEN', { path: folder, reason: describeSystemError(error) }, error)
  }
}

/** The folder, or the one above in which it would be made. */
async function findExistingFolder(folder: string): Promise<string> {
  try {
    if ((await stat(folder)).isDirectory()) return folder
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT') && dirname(folder) !== folder)
      return findExistingFolder(dirname(folder))
    throw error
  }
  throw new Error(`${folder} is no folder`)
}
