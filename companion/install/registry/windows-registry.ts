import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { failure } from '#protocol/errors'
import { errorMessage } from '#protocol/text'
import { createTemporaryFolder, removeTemporaryFolder } from '../../util/temporary-folder.ts'
import type { Registry, RegistryKey } from '../system.ts'
import { parseRegistryFile } from './registry-file.ts'

/**
 * Accesses the registry with reg.exe. Other systems have no registry: every operation fails there.
 */
export const windowsRegistry: Registry = {
  read: async key => {
    try {
      return await readKey(key)
    } catch (error) {
      if (isKeyMissing(error)) return undefined
      throw failure('FILE_NOT_WRITTEN', { path: key, reason: errorMessage(error) }, error)
    }
  },
  write: async (key, value) => {
    const regArguments =
      value === undefined ? ['delete', key] : ['add', key, '/ve', '/t', 'REG_SZ', '/d', value]
    try {
      await runReg(...regArguments, '/f')
    } catch (error) {
      throw failure('FILE_NOT_WRITTEN', { path: key, reason: errorMessage(error) }, error)
    }
  },
}

/** reg.exe exits with 1 if the key does not exist. */
const isKeyMissing = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && 'code' in error.cause && error.cause.code === 1

/**
 * Reads through a file: the standard output of reg.exe is limited to the characters of a code page.
 */
async function readKey(key: string): Promise<RegistryKey> {
  const folder = await createTemporaryFolder('registry')
  try {
    const file = join(folder, 'key.reg')
    await runReg('export', key, file, '/y')
    return parseRegistryFile(await readFile(file, 'utf16le'))
  } finally {
    await removeTemporaryFolder(folder)
  }
}

async function runReg(...args: string[]): Promise<void> {
  const [{ execFile }, { promisify }] = await Promise.all([import('node:child_process'), import('node:util')])
  const program = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe')
  try {
    await promisify(execFile)(program, args, { windowsHide: true })
  } catch (error) {
    throw new Error(describeFailure(error), { cause: error })
  }
}

/** Returns the output of reg.exe. If Windows did not start it, Node's message is all there is. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('syscall' in error) return `Windows did not start reg.exe (${error.message})`
  const output = 'stderr' in error ? String(error.stderr).trim() : ''
  return output || `reg.exe exited with ${getFailureCode(error)}`
}

const getFailureCode = (error: Error): unknown => ('code' in error ? error.code : error.message)
