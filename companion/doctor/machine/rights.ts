import type { Stats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import { getAuditFolder } from '../../audit/files.ts'
import { getHomeFolder } from '../../config/home.ts'
import { readHostEnvironment } from '../../install/environment.ts'
import { nodeSystem } from '../../install/node-system.ts'
import { getInstallPaths } from '../../install/plan.ts'
import type { Check } from '../check.ts'
import { findInstallation } from './installation.ts'

/**
 * Checks that no other user can change the data folder, the companion, or the manifests that start
 * it. Whoever can change one of them acts as this user.
 */
export const rightsCheck: Check = {
  id: 'rights',
  title: 'Access rights',
  isOptional: true,
  run: async () => ({
    note: 'only you can change the data folder and the companion',
    warnings: await findExposures(await listOwnPaths()),
  }),
}

async function listOwnPaths(): Promise<string[]> {
  const home = await getHomeFolder()
  const machine = readHostEnvironment()
  const { folder, programFiles, ...others } = getInstallPaths(home, machine)
  const { compileCache, launcher, record, extension, loadedVersion } = others
  const { locations } = await findInstallation(machine, nodeSystem, home)
  const manifests = locations.flatMap(({ registration, isOurs }) => (isOurs ? [registration.manifest] : []))
  const program = programFiles.map(({ path }) => path)
  const files = [compileCache, launcher, record, extension, loadedVersion]
  return [home, await getAuditFolder(), folder, ...program, ...files, ...manifests]
}

/** Returns FILE_EXPOSED for each path, or folder above it, that another user can change. */
export async function findExposures(paths: readonly string[]): Promise<Finding[]> {
  const existing = await Promise.all(paths.map(path => realpath(path).catch(() => [])))
  const all = new Set([...paths, ...existing.flat()].flatMap(listWithParents))
  const found = await Promise.all([...all].sort().map(path => findExposure(path, !paths.includes(path))))
  return found.flat()
}

const listWithParents = (path: string): string[] =>
  dirname(path) === path ? [path] : [...listWithParents(dirname(path)), path]

async function findExposure(path: string, isParent: boolean): Promise<Finding[]> {
  const stats = await stat(path).catch(() => undefined)
  if (stats === undefined) return []
  const rights = (stats.mode & 0o7777).toString(8)
  const { uid } = stats
  if (uid !== 0 && uid !== process.geteuid?.())
    return [findingOf('FILE_EXPOSED', { path, rights, access: 'owner' })]
  return isChangeable(stats, isParent) ? [findingOf('FILE_EXPOSED', { path, rights, access: 'write' })] : []
}

/**
 * In a sticky folder such as /tmp, only the owner of an entry can replace it. Many Linux
 * distributions give each user a group alone, of the same number, and let it write.
 */
function isChangeable({ mode, uid, gid }: Stats, isParent: boolean): boolean {
  if (!isParent) return (mode & 0o022) !== 0
  const isSticky = (mode & 0o1000) !== 0
  return !isSticky && (mode & (uid === gid ? 0o002 : 0o022)) !== 0
}
