import { nativeHostName } from '#protocol/limits'
import { placesOn } from './browsers/index.ts'
import type { BrowserPlace, Family } from './browsers/place.ts'
import { hostManifest } from './host-manifest.ts'
import { launcherScript } from './launcher.ts'
import { expand, type Machine, pathsOf } from './machine.ts'

/** One thing to do on a machine; it can be undone by removing `path`, or `key` from the registry of Windows. */
export type Step =
  | { do: 'copy'; path: string; from: string; mode: number }
  | { do: 'write'; path: string; text: string; mode: number }
  | { do: 'register'; key: string; value: string }

/** What makes one browser find the companion: a manifest where it looks, on Windows a key that leads to the manifest. */
export interface Registration {
  family: Family
  manifest: string
  key?: string
}

export interface Installation {
  machine: Machine
  /** The companion's home. */
  home: string
  hubpassHome?: string | undefined
  registrations: readonly Registration[]
  extensionIds: readonly string[]
}

const manifestName = `${nativeHostName}.json`

/** Where the companion's own copy lies: it stays when the folder of the download goes. */
export function installedFiles(home: string, machine: Pick<Machine, 'platform'>) {
  const paths = pathsOf(machine)
  const folder = paths.join(home, 'companion')
  const file = (...names: string[]) => paths.join(folder, ...names)
  return {
    folder,
    program: file('hubpass.mjs'),
    launcher: file(machine.platform === 'win32' ? 'hubpass-host.bat' : 'hubpass-host'),
    record: file('installed.json'),
    /** To which the keys of Windows lead. */
    manifests: { chromium: file('chromium', manifestName), firefox: file('firefox', manifestName) },
  }
}

/** What installing does, in its order: what browsers look for comes last, so that none finds half a companion. */
export function planInstall({
  machine,
  home,
  hubpassHome,
  registrations,
  extensionIds,
}: Installation): Step[] {
  const { program, launcher } = installedFiles(home, machine)
  const script = launcherScript({ machine, program, hubpassHome })
  const manifests = new Map(registrations.map(({ manifest, family }) => [manifest, family]))
  const textOf = (family: Family) =>
    `${JSON.stringify(hostManifest(family, launcher, extensionIds), null, 2)}\n`
  return [
    { do: 'copy', path: program, from: machine.program, mode: 0o755 },
    { do: 'write', path: launcher, text: script, mode: 0o755 },
    ...[...manifests].map(
      ([path, family]): Step => ({ do: 'write', path, text: textOf(family), mode: 0o644 }),
    ),
    ...registrations.flatMap(({ key, manifest }): Step[] =>
      key === undefined ? [] : [{ do: 'register', key, value: manifest }],
    ),
  ]
}

export interface RegistrationWish {
  machine: Machine
  home: string
  browsers: readonly string[]
  /** A folder given with `--user-data-dir`; on Windows browsers do not look there. */
  userDataDir?: string | undefined
}

/** What is to be written for browsers by name. Browsers that look in the same place share it. */
export function registrationsFor({ machine, home, browsers, userDataDir }: RegistrationWish): Registration[] {
  const files = installedFiles(home, machine)
  const { join } = pathsOf(machine)
  const inFolder = (family: Family, folder: string) => ({ family, manifest: join(folder, manifestName) })
  const register = ({ family, hosts }: BrowserPlace): Registration[] =>
    hosts.map(place =>
      machine.platform === 'win32'
        ? { family, manifest: files.manifests[family], key: `HKCU\\Software\\${place}\\${nativeHostName}` }
        : inFolder(family, expand(place, machine)),
    )
  const named = placesOn(machine.platform).filter(({ browser }) => browsers.includes(browser))
  const looksThere = userDataDir !== undefined && machine.platform !== 'win32'
  const chosen = looksThere ? [join(userDataDir, 'NativeMessagingHosts')] : []
  const all = [...named.flatMap(register), ...chosen.map(folder => inFolder('chromium', folder))]
  return [...new Map(all.map(one => [placeOf(one), one])).values()]
}

/** What tells registrations apart: where the browser looks. */
export const placeOf = ({ key, manifest }: Registration): string => key ?? manifest
