import { extensionId, firefoxExtensionId } from '#protocol/constants'
import { companionCommand } from '#ui/companion-command.ts'
import type { PlatformInfo } from './platform-info.ts'
import { quoteArgument, type Shell } from './shell.ts'

/** A command line, argument by argument. */
export type CommandLine = readonly string[]

const createCommand = (...args: string[]): CommandLine => [...companionCommand, ...args]

/**
 * Registers the companion with this browser. Chrome is not named: others pretend to be it, and without a name all that are
 * found are registered.
 */
export const installCommand = (platform: PlatformInfo): CommandLine =>
  createCommand(
    'install',
    ...(platform.browser === 'chrome' ? [] : ['--browser', platform.browser]),
    ...(registeredIds.has(platform.extensionId) ? [] : ['--extension-id', platform.extensionId]),
  )

const registeredIds: ReadonlySet<string> = new Set([extensionId, firefoxExtensionId])

export const doctorCommand: CommandLine = createCommand('doctor')
export const versionCommand: CommandLine = createCommand('version')

/** The person puts the folder in. */
export const installInFolderCommand: CommandLine = createCommand('install', '--user-data-dir', 'FOLDER')

export interface NewSite {
  id: string
  hub: string
}

export const siteAddCommand = ({ id, hub }: NewSite): CommandLine =>
  createCommand('site', 'add', id, '--hub', hub)

export const buildCommands: readonly CommandLine[] = [
  ['npm', 'ci'],
  ['npm', 'run', 'build'],
]

/** One after the other: PowerShell 5 knows no &&. */
export const updateCommands = (platform: PlatformInfo): readonly CommandLine[] => [
  ['git', 'pull'],
  ...buildCommands,
  installCommand(platform),
]

export const formatCommandLine = (command: CommandLine, shell: Shell): string =>
  command.map(argument => quoteArgument(argument, shell)).join(' ')
