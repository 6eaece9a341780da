import { findingOf } from '#protocol/findings/to-finding'
import { findBrowsers } from '../../install/browsers/find-browsers.ts'
import { locationsOn } from '../../install/browsers/index.ts'
import { getPathModule, type HostEnvironment } from '../../install/environment.ts'
import { readRecord } from '../../install/install-record.ts'
import { findPackage, locatePackagedFile, packagedHost } from '../../install/packaged-host.ts'
import {
  getInstallPaths,
  locateRegistration,
  planRegistrations,
  type Registration,
  type RegistrationOptions,
} from '../../install/plan.ts'
import type { System } from '../../install/system.ts'
import type { CheckOutcome } from '../check.ts'

/** A place where browsers look for the companion. */
export interface RegisteredLocation {
  registration: Registration
  /** All browsers that look there, or a `--user-data-dir` folder. */
  names: readonly string[]
  /** The installed browsers of `names`, or all of `names` if none is installed. */
  browsers: string
  /** Whether this data folder's installation registered it. */
  isOurs: boolean
}

/** The existing results of "hubpass install" or of a package on this machine. */
export interface Installation {
  machine: HostEnvironment
  system: System
  launcher: string
  /** The launcher as manifests name it. */
  launcherInManifests: string
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
  const { record: file } = getInstallPaths(home, machine)
  const { manifests, keys, extensionIds } = await readRecord(system.fileSystem, file)
  const host = await locateHost(machine, system, home)
  const found = await findBrowsers(machine, system.fileSystem)
  const toLocation = async ([registration, names]: LocationRow): Promise<RegisteredLocation[]> => {
    const isOurs = host.isPackaged || [...manifests, ...keys].includes(locateRegistration(registration))
    if (!isOurs && !(await isRegistered(registration, system))) return []
    const present = names.filter(name => found.includes(name))
    const browsers = (present.length > 0 ? present : names).join(', ')
    return [{ registration, names, browsers, isOurs }]
  }
  const rows = listLocationRows({ machine, home, manifests: host.manifests }, manifests)
  const locations = (await Promise.all(rows.map(toLocation))).flat()
  return {
    machine,
    system,
    launcher: host.launcher,
    launcherInManifests: host.launcherInManifests,
    extensionIds: host.isPackaged ? [] : extensionIds,
    locations,
    outcome: summarize(locations, found),
  }
}

/** Returns the files that browsers use: those of the Windows installer, or of "hubpass install". */
async function locateHost(machine: HostEnvironment, { fileSystem }: System, home: string) {
  const { launcher, manifests } = getInstallPaths(home, machine)
  if ((await findPackage(machine, fileSystem)) !== 'msi')
    return { isPackaged: false, launcher, launcherInManifests: launcher, manifests }
  const locate = (name: string) => locatePackagedFile(name, machine)
  return {
    isPackaged: true,
    launcher: locate(packagedHost.launcher),
    launcherInManifests: packagedHost.launcher,
    manifests: {
      chromium: locate(packagedHost.manifests.chromium),
      firefox: locate(packagedHost.manifests.firefox),
    },
  }
}

const isRegistered = async ({ key, manifest }: Registration, system: System): Promise<boolean> =>
  key === undefined ? system.fileSystem.exists(manifest) : (await system.registry.read(key)) !== undefined

type LocationRow = readonly [Registration, readonly string[]]

/**
 * Returns the known locations and the recorded `--user-data-dir` folders. Browsers that look in the
 * same place share a row, as they do on Windows.
 */
function listLocationRows(
  options: Omit<RegistrationOptions, 'browsers'>,
  recordedManifests: readonly string[],
): LocationRow[] {
  const { machine } = options
  const rows = new Map<string, [Registration, string[]]>()
  for (const { browser } of locationsOn(machine.platform))
    for (const registration of planRegistrations({ ...options, browsers: [browser] })) {
      const [, names] = rows.get(locateRegistration(registration)) ?? [registration, []]
      rows.set(locateRegistration(registration), [registration, [...names, browser]])
    }
  const known = [...rows.values()].map(([{ manifest }]) => manifest)
  const { dirname } = getPathModule(machine)
  const userDataDirs = recordedManifests
    .filter(manifest => !known.includes(manifest))
    .map((manifest): LocationRow => [{ family: 'chromium', manifest }, [dirname(dirname(manifest))]])
  return [...rows.values(), ...userDataDirs]
}

function summarize(locations: readonly RegisteredLocation[], found: readonly string[]): CheckOutcome {
  if (locations.length === 0) return { warnings: [findingOf('BROWSER_NOT_REGISTERED', { browsers: [] })] }
  const registered = locations.flatMap(({ names }) => names)
  const missing = found.filter(browser => !registered.includes(browser))
  return {
    note: `registered with ${locations.map(({ browsers }) => browsers).join(', ')}`,
    warnings: missing.length === 0 ? [] : [findingOf('BROWSER_NOT_REGISTERED', { browsers: missing })],
  }
}
