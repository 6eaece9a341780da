import { nativeHostName } from '#protocol/constants'
import { compileCacheFolder, programFiles } from '../program-files.ts'
import type { BrowserFamily, BrowserLocation } from './browsers/browser-location.ts'
import { locationsOn } from './browsers/index.ts'
import { expandVariables, getPathModule, type HostEnvironment } from './environment.ts'
import { createHostManifest } from './host-manifest.ts'
import { createLauncherScript } from './launcher.ts'

/** One change to a machine. To undo it, remove `path`, or `key` from the Windows registry. */
export type InstallStep =
  | { do: 'copy'; path: string; from: string; mode: number }
  | { do: 'copyFolder'; path: string; from: string }
  | { do: 'write'; path: string; text: string; mode: number }
  | { do: 'register'; key: string; value: string }

/** The registration with one browser: a manifest, and on Windows a key that points to it. */
export interface Registration {
  family: BrowserFamily
  manifest: string
  key?: string
}

export interface PlanOptions {
  machine: HostEnvironment
  /** The companion's data folder. */
  home: string
  hubpassHome?: string | undefined
  registrations: readonly Registration[]
  extensionIds: readonly string[]
  /** The folder of the unpacked extension to copy, if there is one. */
  extensionSource?: string | undefined
}

const manifestName = `${nativeHostName}.json`

/** Returns the paths of the installed copy, which does not depend on the download folder. */
export function getInstallPaths(home: string, machine: Pick<HostEnvironment, 'platform'>) {
  const paths = getPathModule(machine)
  const folder = paths.join(home, 'companion')
  const file = (...names: string[]) => paths.join(folder, ...names)
  return {
    folder,
    program: file(programFiles['companion/entry.ts']),
    /** In the order of copying: what the program imports comes before it. */
    programFiles: Object.values(programFiles).map(name => ({ name, path: file(name) })),
    /** Written by Node, not by the installation. */
    compileCache: file(compileCacheFolder),
    launcher: file(machine.platform === 'win32' ? 'hubpass-host.bat' : 'hubpass-host'),
    record: file('installed.json'),
    /** The folder from which browsers load the extension. */
    extension: file('extension'),
    loadedVersion: file('loaded-extension.txt'),
    /** The manifests that the registry keys of Windows point to. */
    manifests: { chromium: file('chromium', manifestName), firefox: file('firefox', manifestName) },
  }
}

/**
 * Returns the steps in order. Registrations come last, so that no browser finds an incomplete
 * companion.
 */
export function planInstall({
  machine,
  home,
  hubpassHome,
  registrations,
  extensionIds,
  extensionSource,
}: PlanOptions): InstallStep[] {
  const { program, programFiles, launcher, extension } = getInstallPaths(home, machine)
  const { join } = getPathModule(machine)
  const script = createLauncherScript({ machine, program, hubpassHome })
  const manifests = new Map(registrations.map(({ manifest, family }) => [manifest, family]))
  const formatManifest = (family: BrowserFamily) =>
    `${JSON.stringify(createHostManifest(family, launcher, extensionIds), null, 2)}\n`
  return [
    ...programFiles.map(
      ({ name, path }): InstallStep => ({
        do: 'copy',
        path,
        from: join(machine.programFolder, name),
        mode: 0o755,
      }),
    ),
    ...(extensionSource === undefined || extensionSource === extension
      ? []
      : [{ do: 'copyFolder' as const, path: extension, from: extensionSource }]),
    { do: 'write', path: launcher, text: script, mode: 0o755 },
    ...[...manifests].map(
      ([path, family]): InstallStep => ({ do: 'write', path, text: formatManifest(family), mode: 0o644 }),
    ),
    ...registrations.flatMap(({ key, manifest }): InstallStep[] =>
      key === undefined ? [] : [{ do: 'register', key, value: manifest }],
    ),
  ]
}

export interface RegistrationOptions {
  machine: HostEnvironment
  home: string
  browsers: readonly string[]
  /** The folder of `--user-data-dir`. On Windows, browsers do not look there. */
  userDataDir?: string | undefined
  /** Registers for all users of the machine. */
  isSystem?: boolean
}

/**
 * Returns the registrations for named browsers. Browsers that look in the same place share one. A
 * browser with `--user-data-dir` looks only in that folder, except on Windows.
 */
export function planRegistrations({
  machine,
  home,
  browsers,
  userDataDir,
  isSystem = false,
}: RegistrationOptions): Registration[] {
  const files = getInstallPaths(home, machine)
  const { join } = getPathModule(machine)
  const toFolderRegistration = (family: BrowserFamily, folder: string) => ({
    family,
    manifest: join(folder, manifestName),
  })
  const hive = isSystem ? 'HKLM' : 'HKCU'
  const toRegistrations = (location: BrowserLocation): Registration[] =>
    listHosts(location, isSystem).map(hostFolder =>
      machine.platform === 'win32'
        ? {
            family: location.family,
            manifest: files.manifests[location.family],
            key: `${hive}\\Software\\${hostFolder}\\${nativeHostName}`,
          }
        : toFolderRegistration(location.family, expandVariables(hostFolder, machine)),
    )
  const namedBrowsers = locationsOn(machine.platform).filter(({ browser }) => browsers.includes(browser))
  const usesUserDataDir = userDataDir !== undefined && machine.platform !== 'win32'
  const registrations = usesUserDataDir
    ? [toFolderRegistration('chromium', join(userDataDir, 'NativeMessagingHosts'))]
    : namedBrowsers.flatMap(toRegistrations)
  return [
    ...new Map(registrations.map(registration => [locateRegistration(registration), registration])).values(),
  ]
}

/** Returns where a browser looks, on behalf of one user or of all; nowhere if that is not known. */
export const listHosts = (
  { platform, hosts, systemHosts = [] }: BrowserLocation,
  isSystem: boolean,
): readonly string[] => (isSystem && platform !== 'win32' ? systemHosts : hosts)

/** Returns where the browser looks, which identifies the registration. */
export const locateRegistration = ({ key, manifest }: Registration): string => key ?? manifest
