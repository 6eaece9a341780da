import { resolve } from 'node:path'
import { failure, HubpassError } from '#protocol/errors'
import { getHomeFolder } from '../../config/home.ts'
import { findBrowsers } from '../../install/browsers/find-browsers.ts'
import { browsersSharingRegistry, locationsOn } from '../../install/browsers/index.ts'
import { type HostEnvironment, readHostEnvironment } from '../../install/environment.ts'
import { nodeSystem } from '../../install/node-system.ts'
import { planRegistrations, type Registration } from '../../install/plan.ts'
import { browsersOwner } from '../../install/registry/registry-owners.ts'
import { getSystemFolder, listSystemBrowsers } from '../../install/system-wide.ts'
import { findSandboxWarnings } from '../../install/warnings/sandboxes.ts'

export interface TargetOptions {
  browser?: string[]
  userDataDir?: string
  /** For all users of the machine. */
  system?: boolean
}

export interface InstallTargets {
  machine: HostEnvironment
  home: string
  browsers: string[]
  registrations: Registration[]
  /** The owner of the registry keys (install/registry/registry-owners.ts). */
  owner: string
}

/** Returns the names of the browsers that Hubpass supports on this platform. */
export const listBrowserNames = (): string[] => locationsOn(process.platform).map(({ browser }) => browser)

/**
 * Returns the named browsers, or all that are found. A `--user-data-dir` alone stands only for
 * itself, and together with a browser for that browser in that folder. Throws BAD_REQUEST,
 * BROWSER_SANDBOXED.
 */
export async function resolveInstallTargets(options: TargetOptions): Promise<InstallTargets> {
  const targets = await resolveTargets(options)
  if (targets.registrations.length > 0) return targets
  const [sandboxed] = await findSandboxWarnings(
    locationsOn(process.platform),
    targets.machine,
    nodeSystem.fileSystem,
  )
  if (sandboxed !== undefined) throw new HubpassError(sandboxed)
  throw failure('BAD_REQUEST', {
    field: '--browser',
    received: '',
    expected: `one of ${listBrowserNames().join(', ')}, or a --user-data-dir`,
    problem: 'no browser was found on this machine',
  })
}

/** Returns the named browsers, or every supported one. Throws BAD_REQUEST. */
export const resolveUninstallTargets = (options: TargetOptions): Promise<InstallTargets> =>
  resolveTargets(isAllBrowsers(options) ? { ...options, browser: listBrowserNames() } : options)

/** Returns whether neither a browser nor a folder was named. */
export const isAllBrowsers = ({ browser, userDataDir }: TargetOptions): boolean =>
  browser === undefined && userDataDir === undefined

async function resolveTargets({
  browser,
  userDataDir,
  system = false,
}: TargetOptions): Promise<InstallTargets> {
  const machine = readHostEnvironment()
  const folder = userDataDir === undefined ? undefined : resolve(userDataDir)
  if (folder !== undefined && browser?.includes('firefox')) throw firefoxFolderError()
  if (folder !== undefined && system) throw systemFolderError(folder)
  const browsers =
    browser?.map(parseBrowserName) ??
    (system
      ? listSystemBrowsers(machine.platform)
      : folder === undefined
        ? await findBrowsers(machine, nodeSystem.fileSystem)
        : browsersSharingRegistry(machine.platform))
  const home = system ? getSystemFolder(machine) : await getHomeFolder()
  const registrationOptions = { machine, home, browsers, userDataDir: folder, isSystem: system }
  const owner = browser === undefined && folder !== undefined ? folder : browsersOwner
  return { machine, home, browsers, registrations: planRegistrations(registrationOptions), owner }
}

const systemFolderError = (received: string) =>
  failure('BAD_REQUEST', {
    field: '--user-data-dir',
    received,
    expected: 'either --system or --user-data-dir',
    problem: 'a folder belongs to one user',
  })

const firefoxFolderError = () =>
  failure('BAD_REQUEST', {
    field: '--user-data-dir',
    received: 'firefox',
    expected: '--browser firefox alone, or Chromium-based browsers',
    problem: 'Firefox has no such folder',
  })

function parseBrowserName(received: string): string {
  if (listBrowserNames().includes(received)) return received
  const expected = `one of ${listBrowserNames().join(', ')}`
  throw failure('BAD_REQUEST', { field: '--browser', received, expected })
}
