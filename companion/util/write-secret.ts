import { randomUUID } from 'node:crypto'
import { constants, lstat, open, readlink, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { message } from '#messages/message'
import { HubpassError } from '#protocol/errors'
import { errorCode, hasErrorCode, UnusableFileError } from './node-errors.ts'
import { makeFolder, writeFailure } from './write-file.ts'

/** A text, or the parts of a long one. */
type Content = string | AsyncIterable<string>

/**
 * Writes a secret to the file, pipe or device that a person named. A new file belongs to this user,
 * and only the owner can read it. Throws FILE_NOT_WRITTEN, also if the path contains a link or ends
 * at a file or pipe of another user, who could receive the secret or choose what it overwrites.
 */
export async function writeSecret(path: string, content: Content): Promise<void> {
  const named = resolve(path)
  try {
    const file = await resolveLinks(named)
    await makeFolder(dirname(file))
    if (isOwnDescriptor(file)) return await writeFile(file, content)
    const stats = await lstatIfExists(file)
    if (stats !== undefined) assertOwned(stats)
    if (stats === undefined || stats.isFile() || stats.isDirectory()) await replaceFile(file, content)
    else await writeIntoSpecialFile(file, content)
  } catch (error) {
    throw isOfFile(error) ? writeFailure(named, error) : error
  }
}

/** The content can fail too, with a finding or a bug. */
const isOfFile = (error: unknown): boolean =>
  !(error instanceof HubpassError) && (error instanceof UnusableFileError || errorCode(error) !== '')

/** More links than any system follows. */
const maxLinks = 40

/**
 * Returns the path without links, whose end need not exist. The system's own `realpath` follows the
 * links of everybody.
 */
async function resolveLinks(path: string, count = { links: 0 }): Promise<string> {
  const parent = dirname(path)
  if (parent === path) return path
  const file = join(await resolveLinks(parent, count), basename(path))
  const stats = await lstatIfExists(file)
  if (stats === undefined || !stats.isSymbolicLink() || isOwnDescriptor(file)) return file
  assertOwned(stats)
  count.links += 1
  if (count.links > maxLinks) throw new UnusableFileError(message('reason.linksInCircle'))
  return resolveLinks(resolve(dirname(file), await readlink(file)), count)
}

/** Returns whether this is an open file of this process: `/dev/stdout`, or `>(…)` of a shell. */
const isOwnDescriptor = (file: string): boolean =>
  ['/dev/fd', `/proc/${process.pid}/fd`].includes(dirname(file))

/** Windows has no such owners. There, folders of other users cannot be written to. */
function assertOwned({ uid }: { uid: number }): void {
  const own = process.geteuid?.() ?? uid
  if (uid !== own && uid !== 0) throw new UnusableFileError(message('reason.fileForeign'))
}

const lstatIfExists = (file: string) =>
  lstat(file).catch(error => {
    if (hasErrorCode(error, 'ENOENT')) return undefined
    throw error
  })

/** Another user who exchanges the file in the meantime gains nothing: `rename` follows no link. */
async function replaceFile(file: string, content: Content): Promise<void> {
  const temporary = `${file}.${randomUUID()}`
  try {
    await writeFile(temporary, content, { flag: 'wx', mode: 0o600, flush: true })
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Looks at the owner again, because another user may have exchanged the pipe. */
async function writeIntoSpecialFile(path: string, content: Content): Promise<void> {
  const file = await open(path, constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0))
  try {
    assertOwned(await file.stat())
    await writeFile(file, content)
  } finally {
    await file.close()
  }
}
