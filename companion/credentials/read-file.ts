import { message, type Text } from '#messages/message'
import { failure } from '#protocol/errors'
import type { CredentialFileDetails } from '#protocol/findings/credential'
import { decodeLeniently } from '../util/decode-text.ts'
import { describeSystemError, hasErrorCode } from '../util/node-errors.ts'
import { readRegularFile } from '../util/read-file.ts'
import { describeContent, isPem } from './detect-format.ts'

export interface CredentialFile extends CredentialFileDetails {
  text: string
}

/**
 * Reads a PEM file of a credential. Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE and
 * CREDENTIAL_NOT_PEM.
 */
export async function readCredentialFile(path: string, role: string): Promise<CredentialFile> {
  return requirePem(path, role, await readBytes(path, role))
}

/**
 * Reads the site's root from PEM, or from the DER of a Windows export (docs/facts/qlik-sense.md
 * §5.1). Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE and CREDENTIAL_NOT_PEM.
 */
export async function readRootFile(path: string): Promise<CredentialFile> {
  const role = 'root certificate'
  const bytes = await readBytes(path, role)
  const pem = isPem(bytes) ? undefined : await convertDerToPem(bytes)
  return pem === undefined ? requirePem(path, role, bytes) : { path, role, text: pem }
}

/** The files of an export have a few kilobytes; a list of all public authorities has 200. */
const sizeLimit = {
  bytes: 1024 * 1024,
  describeExcess: (bytes: number) => message('reason.fileTooLarge', { bytes }),
}

/** Throws CREDENTIAL_FILE_MISSING, CREDENTIAL_FILE_UNREADABLE. */
export async function readBytes(path: string, role: string): Promise<Buffer> {
  try {
    return await readRegularFile(path, sizeLimit)
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) throw failure('CREDENTIAL_FILE_MISSING', { path, role }, error)
    throw failure('CREDENTIAL_FILE_UNREADABLE', { path, role, reason: describeSystemError(error) }, error)
  }
}

function requirePem(path: string, role: string, bytes: Buffer): CredentialFile {
  const file = { path, role, text: decodeLeniently(bytes) }
  if (isPem(bytes)) return file
  throw notPemFailure(file, describeContent(bytes))
}

/** Returns CREDENTIAL_NOT_PEM. */
export const notPemFailure = ({ path, role }: CredentialFileDetails, found: Text, cause?: unknown) =>
  failure('CREDENTIAL_NOT_PEM', { path, role, found }, cause)

async function convertDerToPem(bytes: Buffer): Promise<string | undefined> {
  const { X509Certificate } = await import('node:crypto')
  try {
    return new X509Certificate(bytes).toString()
  } catch {
    return undefined
  }
}
