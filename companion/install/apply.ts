import { readFile, rm, rmdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failure } from '#protocol/errors'
import { reasonOf } from '../error-codes.ts'
import { makeFolder, writeFile } from '../write-file.ts'
import type { Step } from './plan.ts'

/** Performs a plan and reads back what it wrote. Gives the topmost folders that it made. Throws FILE_NOT_WRITTEN. */
export async function applyPlan(steps: readonly Step[]): Promise<string[]> {
  const made: string[] = []
  for (const step of steps) {
    const folder = await makeFolder(dirname(step.path))
    if (folder !== undefined) made.push(folder)
    await perform(step)
  }
  return made
}

/** Removes files and then the folders that this leaves empty, from each file's own up to `topmost`. */
export async function undo(paths: readonly string[], topmost: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { force: true })
  for (const path of paths) await removeEmpty(dirname(path), topmost)
}

async function perform(step: Step): Promise<void> {
  const content = step.do === 'copy' ? await readSource(step.from) : Buffer.from(step.text)
  await writeFile(step.path, content, step.mode)
  const written = await readSource(step.path)
  if (!written.equals(content))
    throw failure('FILE_NOT_WRITTEN', { path: step.path, reason: 'it reads back differently' })
}

async function readSource(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    throw failure('FILE_NOT_WRITTEN', { path, reason: reasonOf(error) }, error)
  }
}

async function removeEmpty(folder: string, topmost: readonly string[]): Promise<void> {
  const within = topmost.some(top => folder === top || folder.startsWith(`${top}/`))
  if (!within) return
  try {
    await rmdir(folder)
  } catch {
    return
  }
  await removeEmpty(dirname(folder), topmost)
}
