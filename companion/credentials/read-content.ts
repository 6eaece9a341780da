import type { CredentialSource } from '../config/schema.ts'
import type { CredentialContent } from './key-material.ts'
import { readPemFiles } from './sources/pem.ts'

/** What a credential's files hold now. What only some kinds need is loaded for them. Throws codes of the group credential. */
export async function readContent(
  source: CredentialSource,
  passphrase: string | undefined,
): Promise<CredentialContent> {
  if (source.kind === 'pem') return readPemFiles(source, passphrase)
  if (source.kind === 'windows-store') {
    const { readWindowsStore } = await import('./sources/windows-store.ts')
    return readWindowsStore(source)
  }
  const { readPfxFile } = await import('./sources/pfx.ts')
  return readPfxFile(source, passphrase)
}
