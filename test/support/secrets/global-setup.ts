import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromRoot } from '../../../scripts/setup/root.mjs'
import { readAllSecrets, readLeaks, secretsFolderVariable } from './registry.ts'
import { findFilesWithSecrets } from './search-folder.ts'

/** The search at the end of a run may take this long. */
const searchTimeoutMs = 60_000

/**
 * Lets the run collect its secrets. At its end, searches what it wrote, and fails if a secret is
 * there: in the reports, in what is left in the temporary folder, and in the temporary homes and
 * profiles, which each test has searched before it removed them.
 */
export function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-of-tests-'))
  process.env[secretsFolderVariable] = folder
  const startedAt = Date.now()
  return async () => {
    try {
      const leaks = [...readLeaks(folder), ...(await searchRemainders(folder, startedAt))]
      if (leaks.length === 0) return
      // Vitest prints an error here, but ends with 0.
      process.exitCode = 1
      throw new Error(describeLeaks(leaks))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

export const describeLeaks = (leaks: readonly string[]): string =>
  [
    'The tests wrote a secret (a session id, a passphrase or a key) into these files:',
    ...new Set(leaks.map(leak => `  ${leak}`)),
    'Remove it there. If a test writes it on purpose, call allowSecretsIn(path) in that test.',
  ].join('\n')

async function searchRemainders(secretsFolder: string, startedAt: number): Promise<string[]> {
  const search = { secrets: readAllSecrets(secretsFolder), signal: AbortSignal.timeout(searchTimeoutMs) }
  const folders = [fromRoot('test-results'), ...(await listTemporaryFolders(startedAt))]
  const found = await Promise.all(
    folders.map(async folder =>
      (await findFilesWithSecrets(folder, search)).map(file => `${file} in ${folder}`),
    ),
  )
  return found.flat()
}

/** Returns the folders in the temporary folder that were made since the run began. */
async function listTemporaryFolders(startedAt: number): Promise<string[]> {
  const names = (await readdir(tmpdir())).filter(name => name.startsWith('hubpass'))
  return names.map(name => join(tmpdir(), name)).filter(path => isNewer(path, startedAt))
}

function isNewer(path: string, startedAt: number): boolean {
  try {
    return statSync(path).birthtimeMs >= startedAt
  } catch {
    return false
  }
}
