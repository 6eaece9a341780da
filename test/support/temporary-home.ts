import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { searchBeforeRemoval } from './secrets/search-folder.ts'

/**
 * Creates a folder that is deleted when the test ends. Its name has characters of realistic paths.
 */
export async function createTemporaryHome(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), "hubpass o'näme-"))
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      await searchBeforeRemoval(path)
      await rm(path, { recursive: true, force: true })
    },
  }
}
