import { findingOf } from '#protocol/findings/index'
import { placesOn } from '../../install/browsers/index.ts'
import { findBrowsers } from '../../install/find-browsers.ts'
import type { Ground } from '../../install/ground.ts'
import { type Machine, pathsOf } from '../../install/machine.ts'
import { installedFiles, placeOf, type Registration, registrationsFor } from '../../install/plan.ts'
import { readRecord } from '../../install/record.ts'
import type { Passed } from '../check.ts'

/** A place where browsers look for the companion, and which they are. */
export interface RegisteredPlace {
  registration: Registration
  /** Their names, or the folder of a `--user-data-dir`. */
  browsers: string
  /** Installed from the home that is looked at; else what is there belongs to another installation. */
  isOurs: boolean
}

/** What "hubpass install" has made here, as far as anything of it is left. */
export interface Installation {
  machine: Machine
  ground: Ground
  launcher: string
  /** The extensions that were to be allowed, beyond ours. */
  extensionIds: readonly string[]
  places: RegisteredPlace[]
  /** What to say of it as a whole. */
  passed: Passed
}

/** Looks where the record and the table of browsers point to. Throws FILE_NOT_WRITTEN when the registry cannot be asked. */
export async function findInstallation(
  machine: Machine,
  ground: Ground,
  home: string,
): Promise<Installation> {
  const { launcher, record: file } = installedFiles(home, machine)
  const { manifests, keys, extensionIds } = await readRecord(ground.disk, file)
  const recorded = [...manifests, ...keys]
  const isUsed = async ({ key, manifest }: Registration) =>
    recorded.includes(key ?? manifest) ||
    (key === undefined ? ground.disk.isThere(manifest) : (await ground.registry.read(key)) !== undefined)
  const all = [...tablePlaces(machine, home), ...furtherPlaces(machine, home, manifests)]
  const used = await Promise.all(all.map(({ registration }) => isUsed(registration)))
  const places = all.filter((_, index) => used[index])
  const found = await findBrowsers(machine, ground.disk)
  const named = places.map(place => ({
    ...withNames(place, found),
    isOurs: recorded.includes(placeOf(place.registration)),
  }))
  return { machine, ground, launcher, extensionIds, places: named, passed: summary(places, named, found) }
}

interface TablePlace {
  registration: Registration
  names: readonly string[]
}

/** Browsers that look in the same place share a row, as on Windows. */
function tablePlaces(machine: Machine, home: string): TablePlace[] {
  const rows = new Map<string, { registration: Registration; names: string[] }>()
  for (const { browser } of placesOn(machine.platform))
    for (const registration of registrationsFor({ machine, home, browsers: [browser] })) {
      const row = rows.get(placeOf(registration)) ?? { registration, names: [] }
      row.names.push(browser)
      rows.set(placeOf(registration), row)
    }
  return [...rows.values()]
}

/** Folders of `--user-data-dir`, which only the record knows. */
function furtherPlaces(machine: Machine, home: string, manifests: readonly string[]): TablePlace[] {
  const known = tablePlaces(machine, home).map(({ registration }) => registration.manifest)
  const { dirname } = pathsOf(machine)
  return manifests
    .filter(manifest => !known.includes(manifest))
    .map(manifest => ({
      registration: { family: 'chromium', manifest },
      names: [dirname(dirname(manifest))],
    }))
}

/** Of the browsers that share a place, those that are here. */
function withNames(
  { registration, names }: TablePlace,
  found: readonly string[],
): Omit<RegisteredPlace, 'isOurs'> {
  const here = names.filter(name => found.includes(name))
  return { registration, browsers: (here.length > 0 ? here : names).join(', ') }
}

function summary(
  places: readonly TablePlace[],
  named: readonly RegisteredPlace[],
  found: readonly string[],
): Passed {
  const registered = places.flatMap(({ names }) => names)
  const missing = found.filter(browser => !registered.includes(browser))
  if (places.length === 0) return { warnings: [findingOf('BROWSER_NOT_REGISTERED', { browsers: [] })] }
  return {
    note: `for ${named.map(({ browsers }) => browsers).join(', ')}`,
    warnings: missing.length === 0 ? [] : [findingOf('BROWSER_NOT_REGISTERED', { browsers: missing })],
  }
}
