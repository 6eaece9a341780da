import { spawnSync } from 'node:child_process'
import {
  accessSync,
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireExecutable } from '../setup/require-executable.mjs'
import { SetupError } from '../setup/run-main.mjs'

/** Signs a Windows program or installer with Authenticode. */
export type Sign = (content: Uint8Array) => Uint8Array

/**
 * Returns a function that signs with the certificate and key of a PFX file. Its passphrase is in
 * HUBPASS_SIGN_PASSPHRASE. HUBPASS_SIGN_TIMESTAMP is the address of a timestamp server (RFC 3161), whose answer
 * is different each time. A program that is signed already, as Node is, keeps its signature.
 */
export function createSigner(pfx: string, time: Date, env = process.env): Sign {
  assertReadable(pfx)
  const program = requireExecutable('osslsigncode', 'Install it (Debian: osslsigncode), or leave out --sign.')
  return content => {
    const folder = mkdtempSync(join(tmpdir(), 'hubpass-sign-'))
    try {
      return signFile(program, content, { folder, pfx, time, env })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

function assertReadable(pfx: string): void {
  try {
    accessSync(pfx, constants.R_OK)
  } catch {
    throw new SetupError(`${pfx} cannot be read. Correct --sign.`)
  }
}

interface SignOptions {
  folder: string
  pfx: string
  time: Date
  env: NodeJS.ProcessEnv
}

function signFile(program: string, content: Uint8Array, { folder, pfx, time, env }: SignOptions): Uint8Array {
  const input = join(folder, 'in')
  const output = join(folder, 'out')
  writeFileSync(input, content)
  const passphrase = openDeletedFile(join(folder, 'passphrase'), env.HUBPASS_SIGN_PASSPHRASE ?? '')
  const timestamp = env.HUBPASS_SIGN_TIMESTAMP
  const { status, stdout, stderr } = spawnSync(
    program,
    [
      ...['sign', '-pkcs12', pfx, '-readpass', '/dev/fd/3', '-h', 'sha256', '-n', 'Hubpass'],
      ...(isProgram(content) ? ['-nest'] : []),
      ...['-time', `${time.getTime() / 1000}`],
      ...(timestamp ? ['-ts', timestamp] : []),
      ...['-in', input, '-out', output],
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe', passphrase] },
  )
  closeSync(passphrase)
  if (status !== 0) throw new SetupError(`osslsigncode could not sign with ${pfx}:\n${stdout}${stderr}`)
  return readFileSync(output)
}

/**
 * Opens a file that no longer exists. Other users of this machine can read the arguments of a program, and a
 * file would stay behind if somebody stops this program.
 */
function openDeletedFile(file: string, content: string): number {
  writeFileSync(file, content, { mode: 0o600 })
  const descriptor = openSync(file, 'r')
  rmSync(file)
  return descriptor
}

/** A program may be signed already. osslsigncode refuses to nest a signature in an installer without one. */
const isProgram = (content: Uint8Array): boolean => Buffer.from(content.subarray(0, 2)).toString() === 'MZ'
