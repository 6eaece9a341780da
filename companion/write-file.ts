import { mkdir, open, realpath, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { failure } from '#protocol/errors'
import { reasonOf } from './error-codes.ts'

/** Writes a file in one piece, its folder too when it is missing. Throws FILE_NOT_WRITTEN. */
export async function writeFile(path: string, content: string | Buffer, mode: number): Promise<void> {
  const file = resolve(path)
  await makeFolder(dirname(file))
  try {
    // A link stays a link: its target is what gets replaced.
    await replace(await realpath(file).catch(() => file), content, mode)
  } catch (error) {
    throw notWritten(file, error)
  }
}

/** Makes a folder, for its owner alone, unless it is there. Gives the topmost one that was made. Throws FILE_NOT_WRITTEN. */
export async function makeFolder(path: string): Promise<string | undefined> {
  try {
    return await mkdir(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw notWritten(path, error)
  }
}

/** Renaming is what makes it whole: readers see the old file or the new one, also after a power cut. */
async function replace(file: string, content: string | Buffer, mode: number): Promise<void> {
  const draft = `${file}.${crypto.randomUUID()}.tmp`
  try {
    const handle = await open(draft, 'wx', mode)
    try {
      await handle.chmod(mode)
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

const notWritten = (path: string, error: unknown) =>
  failure('FILE_NOT_WRITTEN', { path, reason: reasonOf(error) }, error)
