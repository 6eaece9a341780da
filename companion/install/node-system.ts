import { access, copyFile, mkdir, readdir, rm, rmdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { readRegularFile } from '../util/read-file.ts'
import { makeFolder, writeFailure, writeFile } from '../util/write-file.ts'
import { windowsRegistry } from './registry/windows-registry.ts'
import type { FileSystem, System } from './system.ts'

const trySucceed = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )

const throwAsFinding = (path: string) => (error: unknown) => {
  throw writeFailure(path, error)
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

/** The manifest comes last, because a browser that reloads the extension starts with it. */
async function copyFolder(from: string, to: string, mode: number): Promise<void> {
  const names = await listFiles(from)
  const isManifest = (name: string) => name === 'manifest.json'
  for (const name of [...names.filter(name => !isManifest(name)), ...names.filter(isManifest)]) {
    await mkdir(dirname(join(to, name)), { recursive: true, mode })
    await copyFile(join(from, name), join(to, name))
  }
  for (const name of await listFiles(to)) if (!names.includes(name)) await rm(join(to, name))
}

const listFiles = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter(found => found.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))

/** The file system and registry of this machine. */
export const nodeSystem: System = { fileSystem: createFileSystem(0o700), registry: windowsRegistry }

/** The same, with folders that every user can read. */
export const sharedNodeSystem: System = { ...nodeSystem, fileSystem: createFileSystem(0o755) }
