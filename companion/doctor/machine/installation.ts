import { findingOf } from '#protocol/to-finding'
import { findBrowsers } from '../../install/browsers/find-browsers.ts'
import { locationsOn } from '../../install/browsers/index.ts'
import { getPathModule, type HostEnvironment } from '../../install/environment.ts'
import { readRecord } from '../../install/install-record.ts'
import {
  getInstallPaths,
  locateRegistration,
  planRegistrations,
  type Registration,
} from '../../install/plan.ts'
import type { System } from '../../install/system.ts'
import type { CheckOutcome } from '../check.ts'

/** A place where browsers look for the companion. */
export interface RegisteredLocation {
  registration: Registration
  /** The names of the browsers, or a `--user-data-dir` folder. */
  browsers: string
  /** Whether this data folder's installation registered it. */
  isOurs: boolean
}

/** What "hubpass install" created on this machine and still exists. */
export interface Installation {
  machine: HostEnvironment
  system: System
  launcher: string
  /** Allowed extensions besides ours. */
  extensionIds: readonly string[]
  locations: RegisteredLocation[]
  /** The outcome of the check of the whole installation. */
  outcome: CheckOutcome
}

/**
 * Finds the installation by its record and the known locations. Throws FILE_NOT_WRITTEN if the
 * registry cannot be read.
 */
export async function findInstallation(
  machine: HostEnvironment,
  system: System,
  home: string,
): Promise<Installation> {
  const { launcher, record: file } = getInstallPaths(home, machine)
  const { manifests, keys, extensionIds } = await readRecord(system.fileSystem, file)
  const recorded = [...manifests, ...keys]
  const isUsed = async ({ key, manifest }: Registration) =>
    recorded.includes(key ?? manifest) ||
    (key === undefined ? system.fileSystem.exists(manifest) : (await system.registry.read(key)) !== undefined)
  const all = [...listTableLocations(machine, home), ...listRecordedLocations(machine, home, manifests)]
  const used = await Promise.all(all.map(({ registration }) => isUsed(registration)))
  const locations = all.filter((_, index) => used[index])
  const found = await findBrowsers(machine, system.fileSystem)
  const named = locations.map(location => ({
    ...nameBrowsers(location, found),
    isOurs: recorded.includes(locateRegistration(location.registration)),
  }))
  return {
    machine,
    system,
    launcher,
    extensionIds,
    locations: named,
    outcome: summarize(locations, named, found),
  }
}

interface LocationRow {
  registration: Registration
  names: readonly string[]
}

/** Browsers that look in the same place share a row, as they do on Windows. */
function listTableLocations(machine: HostEnvironment, home: string): LocationRow[] {
  const rows = new Map<string, { registration: Registration; names: string[] }>()
  for (const { browser } of locationsOn(machine.platform))
    for (const registration of planRegistrations({ machine, home, browsers: [browser] })) {
      const row = rows.get(locateRegistration(registration)) ?? { registration, names: [] }
      row.names.push(browser)
      rows.set(locateRegistration(registration), row)
    }
  return [...rows.values()]
}

/** Returns the `--user-data-dir` folders, which only the record contains. */
function listRecordedLocations(
  machine: HostEnvironment,
  home: string,
  manifests: readonly string[],
): LocationRow[] {
  const known = listTableLocations(machine, home).map(({ registration }) => registration.manifest)
  const { dirname } = getPathModule(machine)
  return manifests
    .filter(manifest => !known.includes(manifest))
    .map(manifest => ({
      registration: { family: 'chromium', manifest },
      names: [dirname(dirname(manifest))],
    }))
}

/** Names the installed browsers among those that share the place. */
function nameBrowsers(
  { registration, names }: LocationRow,
  found: readonly string[],
): Omit<RegisteredLocation, 'isOurs'> {
  const present = names.filter(name => found.includes(name))
  return { registration, browsers: (present.length > 0 ? present : names).join(', ') }
}

function summarize(
  locations: readonly LocationRow[],
  named: readonly RegisteredLocation[],
  found: readonly string[],
): CheckOutcome {
  const registered = locations.flatMap(({ names }) => names)
  const missing = found.filter(browser => !registered.includes(browser))
  if (locations.length === 0) return { warnings: [findingOf('BROWSER_NOT_REGISTERED', { browsers: [] })] }
  return {
    note: `registered with ${named.map(({ browsers }) => browsers).join(', ')}`,
    warnings: missing.length === 0 ? [] : [findingOf('BROWSER_NOT_REGISTERED', { browsers: missing })],
  }
}
