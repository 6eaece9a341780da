import type { CredentialSource } from '../config/schema.ts'
import type { Content } from './material.ts'
import { readPemFiles } from './pem-files.ts'

/** What a credential's files hold now. What only some kinds need is loaded for them. Throws codes of the group credential. */
export async function readContent(
  source: CredentialSource,
  passphrase: string | undefined,
): Promise<Content> {
  if (source.kind === 'pem') return readPemFiles(source, passphrase)
  if (source.kind === 'windows-store') {
    const { readWindowsStore } = await import('./windows-store.ts')
    return readWindowsStore(source)
  }
  const { readPfxFile } = await import('./pfx-file.ts')
  return readPfxFile(source, passphrase)
}
