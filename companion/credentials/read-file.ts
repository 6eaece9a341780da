import { readFile, stat } from 'node:fs/promises'
import { failure } from '#protocol/errors'
import type { FileOf } from '#protocol/findings/credential'
import { isErrorCode, reasonOf } from '../error-codes.ts'
import { hasPem, whatItHolds } from './content.ts'

export interface CredentialFile extends FileOf {
  text: string
}

/** A PEM file of the credential. Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE, CREDENTIAL_NOT_PEM. */
export async function readCredentialFile(path: string, role: string): Promise<CredentialFile> {
  return asPem(path, role, await readBytes(path, role))
}

/**
 * The site's root, as PEM whether it was that or the DER of a Windows export (qlik-sense-facts §5.1). Throws
 * CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE, CREDENTIAL_NOT_PEM.
 */
export async function readRootFile(path: string): Promise<CredentialFile> {
  const role = 'root certificate'
  const bytes = await readBytes(path, role)
  const pem = hasPem(bytes) ? undefined : await pemOfDer(bytes)
  return pem === undefined ? asPem(path, role, bytes) : { path, role, text: pem }
}

/** The files of an export have some thousand bytes; a list of all the world's authorities has 200,000. */
const maxBytes = 1024 * 1024

/** Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE. */
export async function readBytes(path: string, role: string): Promise<Buffer> {
  try {
    await expectUsualFile(path)
    return await readFile(path)
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) throw failure('CREDENTIAL_FILE_MISSING', { path, role }, error)
    throw failure('CREDENTIAL_FILE_UNREADABLE', { path, role, reason: reasonOf(error) }, error)
  }
}

/** A pipe may never end, and neither may a device. A folder is left to the one that reads it. */
async function expectUsualFile(path: string): Promise<void> {
  const found = await stat(path)
  if (!found.isFile() && !found.isDirectory()) throw new Error('it is a pipe or a device, not a file')
  if (found.isFile() && found.size > maxBytes)
    throw new Error(`it has ${found.size} bytes, far more than a certificate or key`)
}

function asPem(path: string, role: string, bytes: Buffer): CredentialFile {
  if (!hasPem(bytes)) throw failure('CREDENTIAL_NOT_PEM', { path, role, found: whatItHolds(bytes) })
  return { path, role, text: bytes.toString('latin1') }
}

async function pemOfDer(bytes: Buffer): Promise<string | undefined> {
  const { X509Certificate } = await import('node:crypto')
  try {
    return new X509Certificate(bytes).toString()
  } catch {
    return undefined
  }
}
