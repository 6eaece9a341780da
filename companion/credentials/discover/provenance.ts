import { readdir, realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { readRegularFile } from '../../util/read-file.ts'
import type { SearchEnvironment } from './search-paths.ts'

/**
 * Returns whether somebody else may have put a credential there: a web page can save files in
 * Downloads, and other accounts can write to shared folders. A credential brings its own root, and
 * Hubpass would trust every server of that root.
 */
export async function mayBePlanted(location: string, environment: SearchEnvironment): Promise<boolean> {
  const path = await realpath(location)
  const isFolder = (await stat(path)).isDirectory()
  const folder = isFolder ? path : dirname(path)
  const downloads = await findDownloadFolders(environment)
  return downloads.some(parent => isWithin(parent, path)) || (await belongsToOthers(folder))
}

async function findDownloadFolders({ userFolder, env }: SearchEnvironment): Promise<string[]> {
  const settings = join(env.XDG_CONFIG_HOME ?? join(userFolder, '.config'), 'user-dirs.dirs')
  const text = await readRegularFile(settings).then(String, () => '')
  const [, localized] = /^XDG_DOWNLOAD_DIR="(.+)"$/m.exec(text) ?? []
  const folders = [join(userFolder, 'Downloads'), localized?.replace(/^\$HOME(?=\/)/, userFolder)]
  const paths = await Promise.all(folders.map(folder => realpath(folder ?? '').catch(() => undefined)))
  // In some systems without such a folder, the setting names the home folder.
  const home = await realpath(userFolder).catch(() => userFolder)
  return paths.filter(path => path !== undefined && path !== home).map(String)
}

function isWithin(parent: string, path: string): boolean {
  const way = relative(parent, path)
  // The name of a folder may begin with two dots.
  return way.split(sep, 1)[0] !== '..' && !isAbsolute(way)
}

const fileNames = ['client.pem', 'client_key.pem', 'client.pfx', 'root.pem', 'root.cer']

/** Windows has no user ids, and its search folders belong to one account. */
async function belongsToOthers(folder: string): Promise<boolean> {
  const me = process.getuid?.()
  if (me === undefined) return false
  const names = (await readdir(folder)).filter(name => fileNames.includes(name))
  const owners = await Promise.all([folder, ...names.map(name => join(folder, name))].map(readOwner))
  return owners.some(owner => owner !== me && owner !== 0)
}

const readOwner = async (path: string): Promise<number> => (await stat(path)).uid
