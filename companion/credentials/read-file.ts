import { readFile } from 'node:fs/promises'
import { failure } from '#protocol/errors'
import type { FileOf } from '#protocol/findings/credential'
import { isErrorCode, reasonOf } from '../error-codes.ts'
import { hasPem, whatItHolds } from './content.ts'

export interface CredentialFile extends FileOf {
  text: string
}

/** A file of the credential. Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE, CREDENTIAL_NOT_PEM. */
export async function readCredentialFile(path: string, role: string): Promise<CredentialFile> {
  const bytes = await read(path, role)
  if (!hasPem(bytes)) throw failure('CREDENTIAL_NOT_PEM', { path, role, found: whatItHolds(bytes) })
  return { path, role, text: bytes.toString('latin1') }
}

async function read(path: string, role: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) throw failure('CREDENTIAL_FILE_MISSING', { path, role }, error)
    throw failure('CREDENTIAL_FILE_UNREADABLE', { path, role, reason: reasonOf(error) }, error)
  }
}
