import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { failure } from '#protocol/errors'
import type { CredentialOptions } from './credential.ts'

/** Throws CREDENTIAL_FILE_MISSING when a folder or file that was named is not there: mostly it is mistyped. */
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

/** Throws BAD_REQUEST when `--pem` names a file. */
export async function assertPemIsFolder(pem: string | undefined): Promise<void> {
  if (pem === undefined || (await readPathKind(pem)) !== 'file') return
  const expected = /\.(pfx|p12)$/i.test(pem)
    ? 'its file to --pfx, or to --pem a folder'
    : 'the folder that holds it, or single files to --cert and --key'
  throw failure('BAD_REQUEST', {
    field: '--pem',
    received: pem,
    expected: expected,
    problem: `${pem} is a file`,
  })
}

/** What is at a path; undefined where nothing is, or nothing that one may see. */
const readPathKind = (path: string): Promise<'file' | 'other' | undefined> =>
  stat(path).then(
    found => (found.isFile() ? 'file' : 'other'),
    () => undefined,
  )
