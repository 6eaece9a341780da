import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { failure } from '#protocol/errors'
import type { CredentialOptions } from '../../config/options/credential.ts'
import type { CredentialSource } from '../../config/schema.ts'

/**
 * Throws CREDENTIAL_FILE_MISSING if a named folder or file does not exist: most likely it is
 * mistyped.
 */
export async function assertPathsExist({ pem, cert, key, pfx, ca }: CredentialOptions): Promise<void> {
  const namedPaths: [string | undefined, string][] = [
    [pem, 'folder of certificates'],
    [cert, 'client certificate'],
    [key, 'private key'],
    [pfx, 'PFX file'],
    [ca, 'root certificate'],
  ]
  for (const [path, role] of namedPaths)
    if (path !== undefined && (await readPathKind(path)) === undefined)
      throw failure('CREDENTIAL_FILE_MISSING', { path: resolve(path), role })
}

/** Throws BAD_REQUEST if `--pem` names a file. */
export async function assertPemIsFolder(pem: string | undefined): Promise<void> {
  if (pem === undefined || (await readPathKind(pem)) !== 'file') return
  const expected = /\.(pfx|p12)$/i.test(pem)
    ? 'that file with --pfx, or a folder with --pem'
    : 'the folder that contains it, or single files with --cert and --key'
  throw failure('BAD_REQUEST', {
    field: '--pem',
    received: pem,
    expected,
    problem: `${pem} is a file`,
  })
}

/** Throws BAD_REQUEST for a certificate in the Windows store on another system. */
export function assertStoreExists({ kind }: CredentialSource): void {
  if (kind !== 'windows-store' || process.platform === 'win32') return
  throw failure('BAD_REQUEST', {
    field: '--windows-store',
    received: '(not used)',
    expected: '--pem or --pfx, or run the command on Windows',
    problem: `the certificate store is part of Windows, and this is ${process.platform}`,
  })
}

/** Returns undefined if nothing exists at the path or it is not accessible. */
const readPathKind = (path: string): Promise<'file' | 'other' | undefined> =>
  stat(path).then(
    found => (found.isFile() ? 'file' : 'other'),
    () => undefined,
  )
