import { access, readdir, readFile, rm, rmdir } from 'node:fs/promises'
import { failure } from '#protocol/errors'
import { reasonOf } from '../error-codes.ts'
import { makeFolder, writeFile } from '../write-file.ts'
import type { Disk, Ground } from './ground.ts'
import { windowsRegistry } from './registry.ts'

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )

const thisDisk: Disk = {
  read: path => readFile(path).catch(() => undefined),
  isThere: path => succeeds(access(path)),
  list: folder => readdir(folder).catch(() => []),
  write: writeFile,
  makeFolder,
  remove: path =>
    rm(path, { force: true }).catch(error => {
      throw failure('FILE_NOT_WRITTEN', { path, reason: reasonOf(error) }, error)
    }),
  removeIfEmpty: folder => succeeds(rmdir(folder)),
}

/** The disk and the registry of this machine. */
export const thisGround: Ground = { disk: thisDisk, registry: windowsRegistry }
