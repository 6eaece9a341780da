import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A file of an artifact. `path` has `/` between its parts, on every system. */
export interface Entry {
  path: string
  content: Uint8Array
  isProgram?: boolean
}

/** The two modes of files that ship, whatever the umask of this machine is. */
export const modeOf = ({ isProgram = false }: Entry): number => (isProgram ? 0o755 : 0o644)

/** Returns the files of a folder below `prefix`, sorted by path. */
export function readEntries(folder: string, prefix = ''): Entry[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(found => found.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map(file => ({
      path: `${prefix}${file.slice(folder.length + 1).replaceAll('\\', '/')}`,
      content: readFileSync(file),
    }))
  return sortEntries(entries)
}

/** Sorts by the codes of characters, because the order of languages depends on the machine. */
export const sortEntries = (entries: readonly Entry[]): Entry[] =>
  [...entries].sort((one, other) => (one.path < other.path ? -1 : 1))

/** Returns the entry of a text file, in UTF-8. */
export const textEntry = (path: string, text: string): Entry => ({ path, content: Buffer.from(text) })

/** Returns the entry of a JSON file. */
export const jsonEntry = (path: string, value: unknown): Entry =>
  textEntry(path, `${JSON.stringify(value, null, 2)}\n`)

/** Returns the entries below a folder of the artifact. */
export const inFolder = (folder: string, entries: readonly Entry[]): Entry[] =>
  entries.map(entry => ({ ...entry, path: `${folder}/${entry.path}` }))

/** Writes the entries into a folder. */
export function writeEntries(entries: readonly Entry[], folder: string): void {
  for (const entry of entries) {
    const file = join(folder, entry.path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, entry.content, { mode: modeOf(entry) })
  }
}
