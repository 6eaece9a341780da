import { companionCommand, extensionId, firefoxExtensionId } from '#protocol/constants'
import { quoteArgument, type Shell } from '#protocol/quote-shell'
import type { NewSite } from '#ui/sites/site-form.ts'
import type { PlatformInfo } from './platform-info.ts'

/** The arguments of a command line. */
export type CommandLine = readonly string[]

const createCommand = (...args: string[]): CommandLine => [...companionCommand, ...args]

/**
 * Registers the companion with this browser. Omits the browser for Chrome, because others identify
 * as Chrome; then all installed browsers are registered.
 */
export const installCommand = (platform: PlatformInfo): CommandLine =>
  createCommand(
    'install',
    ...(platform.browser === 'chrome' ? [] : ['--browser', platform.browser]),
    ...(registeredIds.has(platform.extensionId) ? [] : ['--extension-id', platform.extensionId]),
  )

const registeredIds: ReadonlySet<string> = new Set([extensionId, firefoxExtensionId])

export const doctorCommand: CommandLine = createCommand('doctor')

/** The tester replaces FOLDER. */
export const installInFolderCommand: CommandLine = createCommand('install', '--user-data-dir', 'FOLDER')

/** The tester replaces FOLDER. */
export const siteAddCommand = ({ id, hub }: NewSite): CommandLine =>
  createCommand('site', 'add', id, '--hub', hub, '--pem', 'FOLDER')

export const buildCommands: readonly CommandLine[] = [
  ['npm', 'ci'],
  ['npm', 'run', 'build'],
]

/** Separate lines, because PowerShell 5 does not support &&. */
export const updateCommands = (platform: PlatformInfo): readonly CommandLine[] => [
  ['git', 'pull'],
  ...buildCommands,
  installCommand(platform),
]

export const formatCommandLine = (command: CommandLine, shell: Shell): string =>
  command.map(argument => quoteArgument(argument, shell)).join(' ')
