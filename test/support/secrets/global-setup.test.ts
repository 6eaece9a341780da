import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { createTemporaryHome } from '../temporary-home.ts'
import { setup } from './global-setup.ts'
import { registerSecret, secretsFolderVariable } from './registry.ts'

const { exitCode } = process
afterEach(() => {
  vi.unstubAllEnvs()
  process.exitCode = exitCode
})

/** Returns the end of a run whose only test writes this text into a temporary home. */
async function endRunThatWrites(text: string): Promise<() => Promise<void>> {
  vi.stubEnv(secretsFolderVariable, '')
  const end = setup()
  registerSecret('session-id-of-a-leaking-test')
  await using home = await createTemporaryHome()
  await writeFile(join(home.path, 'host.log'), text)
  return end
}

it('a run fails if a test left a secret in a home that is gone', async () => {
  const end = await endRunThatWrites('opened session-id-of-a-leaking-test')
  await expect(end()).rejects.toThrow(/host\.log \(sess…\) in .*allowSecretsIn/s)
  expect(process.exitCode).toBe(1)
})

it('a run passes if its files contain no secret', async () => {
  const end = await endRunThatWrites('opened a session')
  await expect(end()).resolves.toBeUndefined()
})
