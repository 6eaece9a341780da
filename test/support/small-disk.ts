import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const prefix = join(tmpdir(), 'hubpass-small-disk-')
const toMountArguments = (path: string) => ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path]

/** Only an administrator of Linux can make a disk, and most containers forbid even that. */
export const canMountDisks = process.platform === 'linux' && process.getuid?.() === 0 && tryToMount()

function tryToMount(): boolean {
  const path = mkdtempSync(prefix)
  try {
    execFileSync('mount', toMountArguments(path), { stdio: 'ignore' })
    execFileSync('umount', [path])
    return true
  } catch {
    return false
  } finally {
    rmdirSync(path)
  }
}

/** A disk of 64 kB, with a folder for the data of the companion. */
export interface SmallDisk extends AsyncDisposable {
  path: string
  /** Uses up the free space, except for so many pages of 4 kB. */
  fill(freePages?: number): Promise<void>
  makeReadOnly(): Promise<void>
}

export async function mountSmallDisk(): Promise<SmallDisk> {
  const path = await mkdtemp(prefix)
  await run('mount', toMountArguments(path))
  return {
    path,
    async fill(freePages = 0) {
      const { bavail, bsize } = await statfs(path)
      await writeFile(join(path, 'filler'), Buffer.alloc((bavail - freePages) * bsize))
    },
    async makeReadOnly() {
      await run('mount', ['-o', 'remount,ro', path])
    },
    async [Symbol.asyncDispose]() {
      await run('umount', [path])
      await rm(path, { recursive: true, force: true })
    },
  }
}
