import type { Dirent } from 'node:fs'
import { lstat, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { makeFolder, writeFile } from '../util/write-file.ts'

/**
 * Makes a folder the same as another: its files, and no others. Each file changes at once, and the manifest
 * comes last, because a browser that reloads the extension starts with it. Links are replaced, so that nothing
 * changes where they lead. Throws FILE_NOT_WRITTEN and the errors of the system.
 */
export async function copyFolder(from: string, to: string, folderMode: number): Promise<void> {
  const names = (await list(from)).filter(([, found]) => found.isFile()).map(([name]) => name)
  const isManifest = (name: string) => name === 'manifest.json'
  if (!(await isFolder(to))) {
    await rm(to, { force: true })
    await makeFolder(to, folderMode)
  }
  await removeEntries(to, (name, found) => isInTheWay(name, found, names))
  for (const name of [...names.filter(name => !isManifest(name)), ...names.filter(isManifest)]) {
    await makeFolder(dirname(join(to, name)), folderMode)
    await writeFile(join(to, name), await readFile(join(from, name)), 0o644)
  }
  await removeEntries(to, name => !names.includes(name) && !isParent(name, names))
}

/** A link is not a folder, wherever it leads. */
const isFolder = (path: string): Promise<boolean> =>
  lstat(path).then(
    found => found.isDirectory(),
    () => false,
  )

const isParent = (name: string, names: readonly string[]): boolean =>
  names.some(one => one.startsWith(`${name}${sep}`))

/** Returns whether an entry is a link or a device, or is where a file or folder of another kind belongs. */
const isInTheWay = (name: string, found: Dirent, names: readonly string[]): boolean =>
  found.isDirectory() ? names.includes(name) : !found.isFile() || isParent(name, names)

async function removeEntries(
  folder: string,
  shouldRemove: (name: string, found: Dirent) => boolean,
): Promise<void> {
  for (const [name, found] of await list(folder))
    if (shouldRemove(name, found)) await rm(join(folder, name), { recursive: true, force: true })
}

/** Lists the entries at any depth, without following links. */
const list = async (folder: string): Promise<[string, Dirent][]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).map(found => [
    relative(folder, join(found.parentPath, found.name)),
    found,
  ])
