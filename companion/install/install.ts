import { applyPlan } from './apply.ts'
import type { HostEnvironment } from './environment.ts'
import { findExtension, listExtensionFolders } from './extension/find-extension.ts'
import { mergeRecords, readRecord, writeRecord } from './install-record.ts'
import { getInstallPaths, type InstallStep, planInstall, type Registration } from './plan.ts'
import { browsersOwner, ownersFor, withLegacyOwners } from './registry/registry-owners.ts'
import type { System } from './system.ts'

export interface InstallOptions {
  machine: HostEnvironment
  system: System
  home: string
  hubpassHome: string | undefined
  registrations: readonly Registration[]
  /** The owner of the registry keys (registry-owners.ts). Defaults to browsers. */
  owner?: string
  extensionIds: readonly string[]
  /** How the installation was started. */
  invocation?: string[]
  dryRun: boolean
}

/**
 * Installs and records what it created. Previously allowed extensions stay allowed. Throws
 * FILE_NOT_WRITTEN.
 */
export async function installCompanion(options: InstallOptions): Promise<InstallStep[]> {
  const { system, machine, registrations, invocation } = options
  const recordFile = getInstallPaths(options.home, machine).record
  const previous = await readRecord(system.fileSystem, recordFile)
  const extensionIds = [...new Set([...options.extensionIds, ...previous.extensionIds])]
  const source = await findExtension(listExtensionFolders(machine), system.fileSystem)
  const steps = planInstall({ ...options, extensionIds, extensionSource: source?.path })
  if (options.dryRun) return steps
  const applied = await applyPlan(steps, system, machine)
  const locations = collectLocations(registrations)
  const claims = ownersFor(locations.keys, options.owner ?? browsersOwner)
  const added = { ...applied, ...locations, claims, extensionIds, invocation }
  const updated = mergeRecords(withLegacyOwners(previous), added)
  await writeRecord(system.fileSystem, recordFile, updated)
  return steps
}

/** Returns where browsers look: registry keys on Windows, manifests on other platforms. */
export const collectLocations = (registrations: readonly Registration[]) => ({
  manifests: registrations.flatMap(({ key, manifest }) => (key === undefined ? [manifest] : [])),
  keys: registrations.flatMap(({ key }) => key ?? []),
})
