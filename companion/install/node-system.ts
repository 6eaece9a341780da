import { access, readdir, rm, rmdir } from 'node:fs/promises'
import { HubpassError } from '#protocol/errors'
import { readRegularFile } from '../util/read-file.ts'
import { makeFolder, writeFailure, writeFile } from '../util/write-file.ts'
import { copyFolder } from './copy-folder.ts'
import { windowsRegistry } from './registry/windows-registry.ts'
import type { FileSystem, System } from './system.ts'

const trySucceed = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )

const throwAsFinding = (path: string) => (error: unknown) => {
  throw error instanceof HubpassError ? error : writeFailure(path, error)
}

const createFileSystem = (folderMode: number): FileSystem => ({
  read: path => readRegularFile(path).catch(() => undefined),
  exists: path => trySucceed(access(path)),
  list: folder => readdir(folder).catch(() => []),
  write: writeFile,
  copyFolder: (from, to) => copyFolder(from, to, folderMode).catch(throwAsFinding(to)),
  makeFolder: path => makeFolder(path, folderMode),
  remove: path => rm(path, { force: true }).catch(throwAsFinding(path)),
  removeFolder: folder => rm(folder, { force: true, recursive: true }).catch(throwAsFinding(folder)),
  removeIfEmpty: folder => trySucceed(rmdir(folder)),
})

/** The file system and registry of this machine. */
export const nodeSystem: System = { fileSystem: createFileSystem(0o700), registry: windowsRegistry }

/** The same, with folders that every user can read. */
export const sharedNodeSystem: System = { ...nodeSystem, fileSystem: createFileSystem(0o755) }
