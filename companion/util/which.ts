import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** The program that a shell finds by this file name, wherever links lead; undefined where there is none that works in every folder. */
export function findExecutable(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => isAbsolute(folder))
  const found = folders.map(folder => join(folder, name)).find(isExecutable)
  return found === undefined ? undefined : realpathSync.native(found)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
