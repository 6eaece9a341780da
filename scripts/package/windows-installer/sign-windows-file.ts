import { execFile } from 'node:child_process'
import { rename, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { SetupError } from '../../setup/run-main.mjs'
import { findExecutable } from '../../setup/run-program.mjs'

export interface SigningCertificate {
  /** A PKCS #12 file with the certificate and its key. */
  pkcs12: string
  /** A file with the passphrase, which would be visible to others as an argument. */
  passphraseFile: string
  /** A time-stamp server. Without one, the signature ends with the certificate. */
  timestampUrl?: string | undefined
}

/**
 * Signs an installer or a program for Windows in place, with SHA-256. Throws {@link SetupError} if
 * osslsigncode is missing.
 */
export async function signWindowsFile(
  file: string,
  { pkcs12, passphraseFile, timestampUrl }: SigningCertificate,
): Promise<void> {
  if (findExecutable('osslsigncode') === undefined)
    throw new SetupError(
      'osslsigncode is not on the PATH, and signs files for Windows. Install it (Debian: apt-get install osslsigncode).',
    )
  const signed = `${file}.signed`
  const timestamp = timestampUrl === undefined ? [] : ['-ts', timestampUrl]
  const certificate = ['-pkcs12', pkcs12, '-readpass', passphraseFile]
  try {
    await promisify(execFile)('osslsigncode', [
      'sign',
      ...certificate,
      '-h',
      'sha256',
      '-n',
      'Hubpass',
      ...timestamp,
      '-in',
      file,
      '-out',
      signed,
    ])
    await rename(signed, file)
  } finally {
    await rm(signed, { force: true })
  }
}
