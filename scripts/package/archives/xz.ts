import { spawnSync } from 'node:child_process'
import { requireExecutable } from '../../setup/require-executable.mjs'

/**
 * Returns the content compressed with xz, in one thread, since the number of threads changes the bytes. Level 6
 * takes six times as long for a tenth less.
 */
export function compressXz(content: Uint8Array): Uint8Array {
  const program = requireExecutable('xz', 'Install it (Debian: xz-utils), or leave the deb out with --only.')
  const { status, stdout, stderr } = spawnSync(program, ['-1', '--threads=1', '--stdout'], {
    input: content,
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw new Error(`xz failed: ${stderr}`)
  return stdout
}
