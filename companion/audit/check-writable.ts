import { access, constants } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import { describeSystemError, hasErrorCode } from '../util/node-errors.ts'
import { listAuditFileNumbers } from './files.ts'

/**
 * Returns FILE_NOT_WRITTEN if the next entry could not be written. Users of a browser would not
 * notice otherwise.
 */
export async function checkWritable(folder: string): Promise<Finding | undefined> {
  try {
    const last = (await listAuditFileNumbers(folder)).at(-1)
    // A file that cannot be appended to is followed by a new one.
    await access(last === undefined ? dirname(folder) : folder, constants.W_OK)
    return undefined
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined
    return findingOf('FILE_NOT_WRITTEN', { path: folder, reason: describeSystemError(error) })
  }
}
