import { findingOf } from '#protocol/findings/to-finding'
import { findBrowsers } from '../../install/browsers/find-browsers.ts'
import type { HostEnvironment } from '../../install/environment.ts'
import { readRecord } from '../../install/install-record.ts'
import { getInstallPaths, locateRegistration, type Registration } from '../../install/plan.ts'
import type { System } from '../../install/system.ts'
import type { CheckOutcome } from '../check.ts'
import { type LocationRow, listLocationRows } from './location-rows.ts'
import { findPackageLauncher } from './package-launcher.ts'

/** A place where browsers look for the companion. */
export interface RegisteredLocation {
  registration: Registration
  /** All browsers that look there, or a `--user-data-dir` folder. */
  names: readonly string[]
  /** The installed browsers of `names`, or all of `names` if none is installed. */
  browsers: string
  /** Whether this data folder's installation or the package of this program registered it. */
  isOurs: boolean
  /** The launcher, as its manifest names it. */
  launcher: string
}

/** The existing results of "hubpass install" on this machine. */
export interface Installation {
  machine: HostEnvironment
  system: System
  /** What browsers start. */
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
  const { launcher: installed, record: file } = getInstallPaths(home, machine)
  const { manifests, keys, extensionIds } = await readRecord(system.fileSystem, file)
  const found = await findBrowsers(machine, system.fileSystem)
  const toLocation = async (row: LocationRow): Promise<RegisteredLocation[]> => {
    const { registration, names, isForAllUsers } = row
    const isRecorded = [...manifests, ...keys].includes(locateRegistration(registration))
    if (!isRecorded && !(await isRegistered(registration, system))) return []
    const ofPackage = await findPackageLauncher(registration, system, machine)
    const isOurs = isRecorded || ofPackage !== undefined
    const launcher = ofPackage ?? installed
    const present = names.filter(name => found.includes(name))
    const browsers = `${(present.length > 0 ? present : names).join(', ')}${isForAllUsers ? ' (all users)' : ''}`
    return [{ registration, names, browsers, isOurs, launcher }]
  }
  const rows = listLocationRows(machine, home, manifests)
  const locations = (await Promise.all(rows.map(toLocation))).flat()
  const shared = locations.find(({ launcher }) => launcher !== installed)?.launcher
  const launcher = shared === undefined ? installed : machine.env.HUBPASS_LAUNCHER || shared
  return {
    machine,
    system,
    launcher,
    // A package allows our extension alone, whatever "hubpass install" once allowed.
    extensionIds: shared === undefined ? extensionIds : [],
    locations,
    outcome: summarize(locations, found),
  }
}

const isRegistered = async ({ key, manifest }: Registration, system: System): Promise<boolean> =>
  key === undefined ? system.fileSystem.exists(manifest) : (await system.registry.read(key)) !== undefined

function summarize(locations: readonly RegisteredLocation[], found: readonly string[]): CheckOutcome {
  if (locations.length === 0) return { warnings: [findingOf('BROWSER_NOT_REGISTERED', { browsers: [] })] }
  const registered = locations.flatMap(({ names }) => names)
  const missing = found.filter(browser => !registered.includes(browser))
  return {
    note: `registered with ${locations.map(({ browsers }) => browsers).join(', ')}`,
    warnings: missing.length === 0 ? [] : [findingOf('BROWSER_NOT_REGISTERED', { browsers: missing })],
  }
}
