import { access, constants } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Finding, findingOf } from '#protocol/findings/index'
import { isErrorCode, reasonOf } from '../error-codes.ts'
import { auditFile, auditNumbers } from './files.ts'

/** What would keep the next entry from being written, FILE_NOT_WRITTEN; whoever signs in from a browser does not see that. */
export async function writeTrouble(folder: string): Promise<Finding | undefined> {
  try {
    const last = (await auditNumbers(folder)).at(-1)
    const places = last === undefined ? [dirname(folder)] : [folder, auditFile(folder, last)]
    for (const place of places) await access(place, constants.W_OK)
    return undefined
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return undefined
    return findingOf('FILE_NOT_WRITTEN', { path: folder, reason: reasonOf(error) })
  }
}
