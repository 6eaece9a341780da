import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/**
 * Returns the program that a shell finds by this name, with links resolved. Ignores relative
 * folders of PATH. Returns undefined if there is none.
 */
export function findExecutable(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => isAbsolute(folder))
  const found = folders.map(folder => join(folder, name)).find(isExecutable)
  return found === undefined ? undefined : realpathSync.native(found)
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
