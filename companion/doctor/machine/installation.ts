import { findingOf } from '#protocol/to-finding'
import { locationsOn } from '../../install/browsers/index.ts'
import { getPathModule, type HostEnvironment } from '../../install/environment.ts'
import { findBrowsers } from '../../install/find-browsers.ts'
import { readRecord } from '../../install/install-record.ts'
import {
  getInstallPaths,
  locateRegistration,
  planRegistrations,
  type Registration,
} from '../../install/plan.ts'
import type { System } from '../../install/system.ts'
import type { CheckOutcome } from '../check.ts'

/** A place where browsers look for the companion, and which they are. */
export interface RegisteredLocation {
  registration: Registration
  /** Their names, or the folder of a `--user-data-dir`. */
  browsers: string
  /** Installed from the home that is looked at; else what is there belongs to another installation. */
  isOurs: boolean
}

/** What "hubpass install" has made here, as far as anything of it is left. */
export interface Installation {
  machine: HostEnvironment
  system: System
  launcher: string
  /** The extensions that were to be allowed, beyond ours. */
  extensionIds: readonly string[]
  locations: RegisteredLocation[]
  /** What to say of it as a whole. */
  outcome: CheckOutcome
}

/** Looks where the record and the table of browsers point to. Throws FILE_NOT_WRITTEN when the registry cannot be asked. */
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

/** Browsers that look in the same place share a row, as on Windows. */
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

/** Folders of `--user-data-dir`, which only the record knows. */
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

/** Of the browsers that share a place, those that are here. */
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
    note: `for ${named.map(({ browsers }) => browsers).join(', ')}`,
    warnings: missing.length === 0 ? [] : [findingOf('BROWSER_NOT_REGISTERED', { browsers: missing })],
  }
}
