import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nativeHostName } from '#protocol/constants'
import type { E2EHarness } from './e2e-harness.ts'

/** Programs in place of the companion, by the finding that the popup shows. */
export const brokenCompanions = {
  COMPANION_EXITED: 'process.exit(3)',
  COMPANION_GARBLED: 'process.stdout.write("Welcome to the companion!\\n"); process.stdin.resume()',
  VERSION_MISMATCH: `
    process.stdin.on('data', data => {
      const { id } = JSON.parse(data.subarray(4))
      const result = { protocol: { min: 7, max: 9 }, companion: '9.0.0', node: '', platform: '' }
      const body = Buffer.from(JSON.stringify({ id, ok: true, result }))
      const length = Buffer.alloc(4)
      length.writeUInt32LE(body.length)
      process.stdout.write(Buffer.concat([length, body]))
    })`,
  COMPANION_TIMEOUT: 'process.stdin.resume()',
}

/** Registers a program as the companion of a harness, for the given extension origins. */
export async function registerNativeHost(
  harness: E2EHarness,
  origins: string[],
  program: string,
): Promise<void> {
  const folder = join(harness.profile, 'NativeMessagingHosts')
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'stand-in.cjs')
  await writeFile(path, `#!/usr/bin/env node\n${program}\n`)
  await chmod(path, 0o755)
  const manifest = {
    name: nativeHostName,
    description: 'a stand-in',
    path,
    type: 'stdio',
    allowed_origins: origins,
  }
  await writeFile(join(folder, `${nativeHostName}.json`), JSON.stringify(manifest))
}
