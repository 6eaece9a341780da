import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failure } from '#protocol/errors'
import { auditFolder } from '../../audit/files.ts'
import { writeTrouble } from '../../audit/write-trouble.ts'
import { homeFolder } from '../../config/home.ts'
import { isErrorCode, reasonOf } from '../../error-codes.ts'
import type { Check } from '../check.ts'

/** Whether configuration and audit log can be written, which signing in does not need. Nothing is. */
export const homeCheck: Check = {
  id: 'home',
  title: 'Home',
  isOptional: true,
  run: async () => {
    const home = await homeFolder()
    await expectWritable(home)
    const trouble = await writeTrouble(await auditFolder())
    return {
      note: `configuration and audit log can be written into ${home}`,
      warnings: trouble === undefined ? [] : [trouble],
    }
  },
}

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
