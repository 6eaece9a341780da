import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { CredentialSource } from '../../config/schema.ts'

/**
 * Returns FILE_EXPOSED if every user of this machine can read the key of a site, which can impersonate anyone.
 * Windows has no such file rights.
 */
export async function findExposedKey(credential: CredentialSource): Promise<Finding[]> {
  if (process.platform === 'win32' || credential.kind === 'windows-store') return []
  const path = credential.kind === 'pem' ? credential.key : credential.file
  const [file = 0, ...folders] = await readModes(path).catch(() => [])
  const isReadable = (file & 0o004) !== 0 && folders.every(folder => (folder & 0o001) !== 0)
  return isReadable ? [findingOf('FILE_EXPOSED', { path, rights: (file & 0o777).toString(8) })] : []
}

/** Returns the rights of a file and of all folders above it. */
const readModes = async (path: string): Promise<number[]> =>
  Promise.all(listWithParents(await realpath(path)).map(async each => (await stat(each)).mode))

const listWithParents = (path: string): string[] =>
  dirname(path) === path ? [path] : [path, ...listWithParents(dirname(path))]
