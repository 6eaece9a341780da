import { getPathModule, type HostEnvironment } from './environment.ts'
import { collectLocations } from './install.ts'
import { type InstallRecord, readRecord, writeRecord } from './install-record.ts'
import { getInstallPaths, type Registration } from './plan.ts'
import { removeKey } from './registry/registry-keys.ts'
import { browsersOwner, isSoleOwner, remainingOwners } from './registry/registry-owners.ts'
import type { System } from './system.ts'
import { getSystemFolder } from './system-wide.ts'

export interface UninstallOptions {
  machine: HostEnvironment
  system: System
  home: string
  registrations: readonly Registration[]
  /** The owner that releases its registry keys (registry-owners.ts). Defaults to browsers. */
  owner?: string
  /** Removes everything, wherever it was installed. */
  isAll: boolean
  dryRun: boolean
}

/**
 * Removes the registrations of this companion and, with the last one, the companion itself.
 * Returns the keys and paths that it removed.
 */
export async function uninstallCompanion(options: UninstallOptions): Promise<string[]> {
  const { system, machine, home } = options
  const files = getInstallPaths(home, machine)
  const record = await readRecord(system.fileSystem, files.record)
  const { locationsToRemove, remaining } = await partitionLocations(options, record)
  const isLastRegistration = remaining.keys.length === 0 && remaining.manifests.length === 0
  const ownFiles = [
    ...files.programFiles.map(({ path }) => path),
    files.launcher,
    ...Object.values(files.manifests),
    files.record,
    files.loadedVersion,
  ]
  const written = [...locationsToRemove.manifests, ...(isLastRegistration ? ownFiles : [])]
  const paths = [
    ...locationsToRemove.manifests,
    ...(isLastRegistration ? await filterAsync(ownFiles, system.fileSystem.exists) : []),
    ...(await findHalfFiles(written, options)),
  ]
  if (options.dryRun) return [...locationsToRemove.keys, ...paths]
  if (isLastRegistration)
    for (const folder of [files.compileCache, files.extension]) await system.fileSystem.removeFolder(folder)
  for (const key of locationsToRemove.keys) await restorePrevious(key, record, system)
  const folders = locationsToRemove.manifests.map(path => getPathModule(machine).dirname(path))
  // A killed installation has not recorded what it created. Nothing else uses the folder of all users.
  const ownFolder = home === getSystemFolder(machine) ? home : files.folder
  await removeFiles(paths, [...record.folders, ...folders, ownFolder], options)
  if (!isLastRegistration) await writeRecord(system.fileSystem, files.record, { ...record, ...remaining })
  return [...locationsToRemove.keys, ...paths]
}

/** Returns the files beside these that a killed installation was writing (util/write-file.ts). */
async function findHalfFiles(
  written: readonly string[],
  { system, machine }: Pick<UninstallOptions, 'system' | 'machine'>,
): Promise<string[]> {
  const { dirname, join } = getPathModule(machine)
  const folders = [...new Set(written.map(path => dirname(path)))]
  const listPaths = async (folder: string) =>
    (await system.fileSystem.list(folder)).map(name => join(folder, name))
  const found = (await Promise.all(folders.map(listPaths))).flat()
  return found.filter(
    path => written.includes(path.replace(/\.tmp-[0-9a-f]+$/, '')) && !written.includes(path),
  )
}

/** Splits our registrations into those to remove and those to keep in the record. */
async function partitionLocations(options: UninstallOptions, record: InstallRecord) {
  const { owner = browsersOwner, isAll } = options
  const { keys, manifests } = await findOwnLocations(options, record)
  const namedLocations = collectLocations(options.registrations)
  const shouldRemove = (location: string) =>
    isAll ||
    namedLocations.manifests.includes(location) ||
    (namedLocations.keys.includes(location) && isSoleOwner(location, owner, record))
  const isRemaining = (location: string) => !shouldRemove(location)
  const remainingKeys = keys.filter(isRemaining)
  const claims = remainingOwners(remainingKeys, { owner, keys: namedLocations.keys }, record)
  return {
    locationsToRemove: { keys: keys.filter(shouldRemove), manifests: manifests.filter(shouldRemove) },
    remaining: { keys: remainingKeys, manifests: manifests.filter(isRemaining), claims },
  }
}

/**
 * Returns registrations that point to this companion. Others of the same name belong to another
 * installation.
 */
async function findOwnLocations(
  { machine, system, home, registrations }: UninstallOptions,
  record: InstallRecord,
) {
  const { launcher, manifests } = getInstallPaths(home, machine)
  const namedLocations = collectLocations(registrations)
  const pointsToOwnManifest = async (key: string) =>
    Object.values(manifests).includes((await system.registry.read(key))?.values[''] ?? '')
  const mentionsLauncher = async (path: string) =>
    (await system.fileSystem.read(path))?.includes(JSON.stringify(launcher)) ?? false
  return {
    keys: await filterAsync([...new Set([...namedLocations.keys, ...record.keys])], pointsToOwnManifest),
    manifests: await filterAsync(
      [...new Set([...namedLocations.manifests, ...record.manifests])],
      mentionsLauncher,
    ),
  }
}

/**
 * Restores the key's previous value if that installation still exists; otherwise removes the key.
 */
async function restorePrevious(
  key: string,
  { replaced, madeKeys }: InstallRecord,
  { fileSystem, registry }: System,
) {
  const previous = replaced[key]
  if (previous !== undefined && (await fileSystem.exists(previous))) await registry.write(key, previous)
  else await removeKey(key, madeKeys, registry)
}

/** Removes files and the folders that become empty, up to the `topmost` ones. */
async function removeFiles(paths: readonly string[], topmost: readonly string[], options: UninstallOptions) {
  const { fileSystem } = options.system
  const { dirname, sep } = getPathModule(options.machine)
  const removeEmpty = async (folder: string): Promise<void> => {
    const isWithin = topmost.some(top => folder === top || folder.startsWith(`${top}${sep}`))
    if (isWithin && (await fileSystem.removeIfEmpty(folder))) await removeEmpty(dirname(folder))
  }
  for (const path of paths) await fileSystem.remove(path)
  for (const path of paths) await removeEmpty(dirname(path))
}

async function filterAsync(
  paths: readonly string[],
  test: (path: string) => Promise<boolean>,
): Promise<string[]> {
  const results = await Promise.all(paths.map(test))
  return paths.filter((_, index) => results[index])
}
