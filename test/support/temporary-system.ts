import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { nodeSystem } from '../../companion/install/node-system.ts'
import type { FileSystem, Registry, System } from '../../companion/install/system.ts'
import { createTemporaryHome } from './temporary-home.ts'

export interface TemporarySystem extends System, AsyncDisposable {
  /** Lists every file, folder, registry key and value. */
  listEntries(): Promise<string[]>
}

/** Creates the file system of any platform below a temporary folder, and a registry in memory. */
export async function createTemporarySystem(): Promise<TemporarySystem> {
  const folder = await createTemporaryHome()
  const values = new Map<string, string | undefined>()
  const listEntries = async () => [
    ...(await readdir(folder.path, { recursive: true })).sort(),
    ...[...values].map(([key, value]) => `${key}=${value}`).sort(),
  ]
  return {
    fileSystem: createRootedFileSystem(folder.path),
    registry: createMemoryRegistry(values),
    listEntries,
    [Symbol.asyncDispose]: folder[Symbol.asyncDispose],
  }
}

function createRootedFileSystem(root: string): FileSystem {
  const { fileSystem: disk } = nodeSystem
  const toHostPath = (path: string): string => join(root, ...path.split(/[\\/]/))
  const toGuestPath = (path: string, like: string): string => {
    const depth = relative(root, path).split('/').length
    return like.includes('\\') ? like.split('\\').slice(0, depth).join('\\') : `/${relative(root, path)}`
  }
  return {
    read: path => disk.read(toHostPath(path)),
    exists: path => disk.exists(toHostPath(path)),
    list: path => disk.list(toHostPath(path)),
    write: (path, content, mode) => disk.write(toHostPath(path), content, mode),
    copyFolder: (from, to) => disk.copyFolder(toHostPath(from), toHostPath(to)),
    remove: path => disk.remove(toHostPath(path)),
    removeFolder: path => disk.removeFolder(toHostPath(path)),
    removeIfEmpty: path => disk.removeIfEmpty(toHostPath(path)),
    makeFolder: async path => {
      const created = await disk.makeFolder(toHostPath(path))
      return created === undefined ? undefined : toGuestPath(created, path)
    },
  }
}

/** Setting a value creates its parent keys, as in Windows. */
function createMemoryRegistry(entries: Map<string, string | undefined>): Registry {
  const isBelow = (key: string, above: string) => key.startsWith(`${above}\\`)
  return {
    read: async key => {
      if (!entries.has(key)) return undefined
      const value = entries.get(key)
      const keys = [...entries.keys()].filter(one => isBelow(one, key))
      const below = Object.fromEntries(keys.map(one => [one.slice(key.length + 1), {}]))
      return { subkeys: below, values: value === undefined ? {} : { '': value } }
    },
    write: async (key, value) => {
      const parts = key.split('\\')
      const above = parts.slice(1).map((_, index) => parts.slice(0, index + 2).join('\\'))
      if (value === undefined)
        for (const one of [...entries.keys()].filter(one => one === key || isBelow(one, key)))
          entries.delete(one)
      else for (const one of above) entries.set(one, one === key ? value : entries.get(one))
    },
  }
}
