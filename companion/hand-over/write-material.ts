import { randomUUID } from 'node:crypto'
import { access, constants, lstat, mkdir, open, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { failure, HubpassError } from '#protocol/errors'
import { makeFolder, writeFailure } from '../util/write-file.ts'

/** A folder that is going to be written, whole or not at all. */
export interface NewFolder {
  /** Throws FILE_NOT_WRITTEN, and BAD_REQUEST if the folder exists by now. */
  write(files: ReadonlyMap<string, string>): Promise<void>
  /** Removes the parents that were made for it, unless something else is in them now. Never rejects. */
  discard(): Promise<void>
}

/**
 * Makes the parents of a folder that only its owner will read. Throws BAD_REQUEST if anything has its name,
 * and FILE_NOT_WRITTEN if nothing can be written there.
 */
export async function prepareFolder(path: string): Promise<NewFolder> {
  const folder = resolve(path)
  const parent = dirname(folder)
  await assertNew(folder)
  const created = await makeFolder(parent)
  const discard = () => removeEmpty(parent, created).catch(() => {})
  try {
    await access(parent, constants.W_OK)
  } catch (error) {
    await discard()
    throw writeFailure(folder, error)
  }
  return { write: files => writeFolder(folder, files), discard }
}

/** Removes the folders from the first up to the last. Keeps those in which another program has put something. */
async function removeEmpty(first: string, last: string | undefined): Promise<void> {
  if (last === undefined) return
  for (let folder = first; folder.length >= last.length; folder = dirname(folder)) await rmdir(folder)
}

async function assertNew(folder: string): Promise<void> {
  const stats = await lstat(folder).catch(() => undefined)
  if (stats === undefined) return
  throw failure('BAD_REQUEST', {
    field: '--out',
    received: folder,
    expected: 'the name of a folder that does not exist yet',
    problem: `${folder} exists`,
  })
}

/** Nobody sees half of the folder: it gets its name at the end. */
async function writeFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const temporary = join(dirname(folder), `.${basename(folder)}.${randomUUID()}`)
  try {
    await mkdir(temporary, { mode: 0o700 })
    for (const [name, content] of files) await writeNewFile(join(temporary, name), content)
    await assertNew(folder)
    await rename(temporary, folder)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    throw error instanceof HubpassError ? error : writeFailure(folder, error)
  }
}

async function writeNewFile(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}
