import { extensionId, firefoxExtensionId } from '#protocol/limits'
import { companionCommand } from '#ui/companion-command.ts'
import type { Machine } from './machine.ts'
import { quoted, type Shell } from './shell.ts'

/** A command line, argument by argument. */
export type CommandLine = readonly string[]

const hubpass = (...args: string[]): CommandLine => [...companionCommand, ...args]

/**
 * Registers the companion with this browser. Chrome is not named: others pretend to be it, and without a name all that are
 * found are registered.
 */
export const installCommand = (machine: Machine): CommandLine =>
  hubpass(
    'install',
    ...(machine.browser === 'chrome' ? [] : ['--browser', machine.browser]),
    ...(knownIds.has(machine.extensionId) ? [] : ['--extension-id', machine.extensionId]),
  )

const knownIds: ReadonlySet<string> = new Set([extensionId, firefoxExtensionId])

export const doctorCommand: CommandLine = hubpass('doctor')
export const versionCommand: CommandLine = hubpass('version')

/** The person puts the folder in. */
export const installElsewhereCommand: CommandLine = hubpass('install', '--user-data-dir', 'FOLDER')

export interface NewSite {
  id: string
  hub: string
}

export const siteAddCommand = ({ id, hub }: NewSite): CommandLine => hubpass('site', 'add', id, '--hub', hub)

export const buildCommands: readonly CommandLine[] = [
  ['npm', 'ci'],
  ['npm', 'run', 'build'],
]

/** One after the other: PowerShell 5 knows no &&. */
export const updateCommands = (machine: Machine): readonly CommandLine[] => [
  ['git', 'pull'],
  ...buildCommands,
  installCommand(machine),
]

export const written = (command: CommandLine, shell: Shell): string =>
  command.map(argument => quoted(argument, shell)).join(' ')
