import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failure } from '#protocol/errors'
import { auditFolder } from '../../audit/files.ts'
import { writeTrouble } from '../../audit/write-trouble.ts'
import { homeFolder } from '../../config/home.ts'
import { isErrorCode, reasonOf } from '../../error-codes.ts'
import type { Check } from '../check.ts'

/** Whether configuration and audit log can be written, as far as the platform tells; signing in does not need it. Nothing is written. */
export const homeCheck: Check = {
  id: 'home',
  title: 'Home',
  isOptional: true,
  run: async () => {
    const home = await homeFolder()
    await expectWritable(home)
    const trouble = await writeTrouble(await auditFolder())
    return trouble === undefined ? { note: noteOn(process.platform, home) } : { warnings: [trouble] }
  },
}

/** On Windows `access` sees the mark of a read-only file, and no rights (Node's documentation of it). */
export const noteOn = (platform: NodeJS.Platform, home: string): string =>
  platform === 'win32'
    ? `configuration and audit log go into ${home}; nothing in their way was seen, rights were not looked at`
    : `configuration and audit log can be written into ${home}`

/** Throws FILE_NOT_WRITTEN. */
async function expectWritable(folder: string): Promise<void> {
  try {
    await access(await lastThere(folder), constants.W_OK)
  } catch (error) {
    throw failure('FILE_NOT_WRITTEN', { path: folder, reason: reasonOf(error) }, error)
  }
}

/** The folder, or the one above in which it would be made. */
async function lastThere(folder: string): Promise<string> {
  try {
    if ((await stat(folder)).isDirectory()) return folder
  } catch (error) {
    if (isErrorCode(error, 'ENOENT') && dirname(folder) !== folder) return lastThere(dirname(folder))
    throw error
  }
  throw new Error(`${folder} is no folder`)
}
