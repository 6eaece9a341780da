import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { searchBeforeRemoval } from './secrets/search-folder.ts'

/** Creates a folder that is deleted at the end, also when the process is stopped before. */
export async function createTemporaryFolder(name: string): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), `hubpass-${name}-`))
  const removeNow = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', removeNow)
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      await searchBeforeRemoval(path)
      process.off('exit', removeNow)
      // A closing browser may still write, hence the retries.
      await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    },
  }
}
