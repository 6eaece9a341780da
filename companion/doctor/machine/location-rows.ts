import { locationsOn } from '../../install/browsers/index.ts'
import { getPathModule, type HostEnvironment } from '../../install/environment.ts'
import { locateRegistration, planRegistrations, type Registration } from '../../install/plan.ts'
import { getSystemFolder } from '../../install/system-wide.ts'

/** A place where a browser may look for the companion. */
export interface LocationRow {
  registration: Registration
  /** Browsers, or a `--user-data-dir` folder. */
  names: readonly string[]
  isForAllUsers: boolean
}

/**
 * Returns the known locations and the recorded `--user-data-dir` folders. Browsers that look in the
 * same place share a row, as they do on Windows.
 */
export function listLocationRows(
  machine: HostEnvironment,
  home: string,
  recordedManifests: readonly string[],
): LocationRow[] {
  const rows = new Map<string, LocationRow>()
  for (const { browser } of locationsOn(machine.platform))
    for (const isSystem of [false, true])
      for (const registration of planRegistrations({
        machine,
        home: isSystem ? getSystemFolder(machine) : home,
        browsers: [browser],
        isSystem,
      })) {
        const place = locateRegistration(registration)
        const names = [...(rows.get(place)?.names ?? []), browser]
        rows.set(place, { registration, names, isForAllUsers: isSystem })
      }
  const known = [...rows.values()].map(({ registration }) => registration.manifest)
  const { dirname } = getPathModule(machine)
  const userDataDirs = recordedManifests
    .filter(manifest => !known.includes(manifest))
    .map(
      (manifest): LocationRow => ({
        registration: { family: 'chromium', manifest },
        names: [dirname(dirname(manifest))],
        isForAllUsers: false,
      }),
    )
  return [...rows.values(), ...userDataDirs]
}
