import type { MessageKey } from '#ui/i18n.ts'
import {
  type CommandLine,
  doctorCommand,
  installCommand,
  installInFolderCommand,
  versionCommand,
} from './commands.ts'
import type { OperatingSystem, PlatformInfo } from './platform-info.ts'

/** One reason why a browser and the companion do not come together. */
export interface ConnectionCause {
  titleKey: MessageKey
  /** How to see whether it is this one, and what to do: `$1` is the scheme of the browser's pages, `$2` our id. */
  fixKey: MessageKey
  command?: (machine: PlatformInfo) => CommandLine
  /** The systems that know it; else all. */
  systems?: readonly OperatingSystem[]
}

const reinstallCommand = installCommand

/** Each with how it was met: docs/facts/browsers-and-node.md §5.3 and §7. */
export const connectionCauses = {
  notRegistered: {
    titleKey: 'causeNotRegistered',
    fixKey: 'causeNotRegisteredFix',
    command: reinstallCommand,
  },
  otherFolder: {
    titleKey: 'causeOtherFolder',
    fixKey: 'causeOtherFolderFix',
    command: () => installInFolderCommand,
    systems: ['macos', 'linux'],
  },
  sandboxed: { titleKey: 'causeSandboxed', fixKey: 'causeSandboxedFix', systems: ['linux'] },
  policyHides: { titleKey: 'causePolicyHides', fixKey: 'causePolicyFix' },
  damaged: { titleKey: 'causeDamaged', fixKey: 'causeDamagedFix', command: reinstallCommand },
  otherExtension: {
    titleKey: 'causeOtherExtension',
    fixKey: 'causeOtherExtensionFix',
    command: reinstallCommand,
  },
  otherBrowsersEntry: {
    titleKey: 'causeOtherEntry',
    fixKey: 'causeDamagedFix',
    command: reinstallCommand,
    systems: ['windows'],
  },
  editedOrigins: {
    titleKey: 'causeEditedOrigins',
    fixKey: 'causeEditedOriginsFix',
    command: reinstallCommand,
  },
  policyForbids: { titleKey: 'causePolicyForbids', fixKey: 'causePolicyFix' },
  nodeMoved: { titleKey: 'causeNodeMoved', fixKey: 'causeNodeMovedFix', command: reinstallCommand },
  crashed: { titleKey: 'causeCrashed', fixKey: 'causeCrashedFix', command: () => versionCommand },
  notExecutable: {
    titleKey: 'causeNotExecutable',
    fixKey: 'causeNotExecutableFix',
    command: reinstallCommand,
    systems: ['macos', 'linux'],
  },
  antivirus: { titleKey: 'causeAntivirus', fixKey: 'causeAntivirusFix', systems: ['windows', 'macos'] },
  printsAtStart: { titleKey: 'causePrints', fixKey: 'causePrintsFix' },
  commandPromptPrints: { titleKey: 'causeAutoRun', fixKey: 'causeAutoRunFix', systems: ['windows'] },
  otherProgram: { titleKey: 'causeOtherProgram', fixKey: 'causeOtherProgramFix', command: reinstallCommand },
  tooLarge: { titleKey: 'causeTooLarge', fixKey: 'causeBugFix' },
  slowStart: { titleKey: 'causeSlowStart', fixKey: 'causeSlowStartFix' },
  ourName: { titleKey: 'causeOurName', fixKey: 'causeBugFix' },
} satisfies Record<string, ConnectionCause>

export type ConnectionCauseName = keyof typeof connectionCauses

/** The causes that a system can have, in the order given. */
export const causesFor = (
  system: OperatingSystem,
  names: readonly ConnectionCauseName[],
): ConnectionCause[] =>
  names
    .map((name): ConnectionCause => connectionCauses[name])
    .filter(({ systems }) => systems === undefined || systems.includes(system))

/** What looks at all of them at once. */
export const primaryAdvice: CommandLine = doctorCommand
