import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'

/** Returns whether the program is missing. It writes what no library of these tests writes. */
export const isOpenSslMissing = (): boolean => {
  try {
    return !execFileSync('openssl', ['version']).toString().startsWith('OpenSSL 3')
  } catch {
    return true
  }
}

export type OpenSsl = (...args: string[]) => Promise<unknown>

/** Returns a function that runs `openssl` in a folder. */
export const openSslIn =
  (cwd: string): OpenSsl =>
  (...args) =>
    promisify(execFile)('openssl', args, { cwd })

/** Reads and writes the algorithms that OpenSSL 3 moved out of its default provider. */
export const legacy = ['-provider', 'legacy', '-provider', 'default'] as const
