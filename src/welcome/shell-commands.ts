import { companionCommand, extensionId, firefoxExtensionId } from '#protocol/constants'
import type { NewSite } from '#ui/sites/site-form.ts'
import type { PlatformInfo } from './platform-info.ts'

/** The arguments of a command line. */
export type CommandLine = readonly string[]

/** Before the companion is found, only the origin of the extension tells how it may be started. */
const createCommand = ({ invocation, isPackaged }: PlatformInfo, ...args: string[]): CommandLine => [
  ...(invocation ?? (isPackaged ? ['hubpass'] : companionCommand)),
  ...args,
]

/**
 * Registers the companion with this browser. Omits the browser for Chrome, because others identify
 * as Chrome; then all installed browsers are registered.
 */
export const installCommand = (platform: PlatformInfo): CommandLine =>
  createCommand(
    platform,
    'install',
    ...(platform.browser === 'chrome' ? [] : ['--browser', platform.browser]),
    ...(registeredIds.has(platform.extensionId) ? [] : ['--extension-id', platform.extensionId]),
  )

const registeredIds: ReadonlySet<string> = new Set([extensionId, firefoxExtensionId])

export const doctorCommand = (platform: PlatformInfo): CommandLine => createCommand(platform, 'doctor')

/** The tester replaces FOLDER. */
export const installInFolderCommand = (platform: PlatformInfo): CommandLine =>
  createCommand(platform, 'install', '--user-data-dir', 'FOLDER')

/** The tester replaces FOLDER. */
export const siteAddCommand = (platform: PlatformInfo, { id, hub }: NewSite): CommandLine =>
  createCommand(platform, 'site', 'add', id, '--hub', hub, '--pem', 'FOLDER')

export const buildCommands: readonly CommandLine[] = [
  ['npm', 'ci'],
  ['npm', 'run', 'build'],
]

/** A package has been downloaded before. Separate lines, because PowerShell 5 does not support &&. */
export const updateCommands = (platform: PlatformInfo): readonly CommandLine[] => [
  ...(platform.isPackaged ? [] : [['git', 'pull'], ...buildCommands]),
  installCommand(platform),
]
