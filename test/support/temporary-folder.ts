import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of its own, gone at the end, and also when the process is made to end before that. */
export async function createTemporaryFolder(name: string): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), `hubpass-${name}-`))
  const removeNow = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', removeNow)
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      process.off('exit', removeNow)
      // A browser that is just leaving may still write, hence the retries.
      await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    },
  }
}
