import type { MessageKey } from '#messages/message'
import {
  type CommandLine,
  doctorCommand,
  installCommand,
  installInFolderCommand,
  versionCommand,
} from './commands.ts'
import type { OperatingSystem, PlatformInfo } from './platform-info.ts'

/** A reason why the browser cannot connect to the companion. */
export interface ConnectionCause {
  titleKey: MessageKey
  /** How to check and fix it. `scheme` is that of the browser's pages, `extensionId` is this extension. */
  fixKey: MessageKey
  command?: (platform: PlatformInfo) => CommandLine
  /** The systems it can occur on; all by default. */
  systems?: readonly OperatingSystem[]
}

const reinstallCommand = installCommand

/** How each occurs: docs/facts/browsers-and-node.md §5.3 and §7. */
export const connectionCauses = {
  notRegistered: {
    titleKey: 'welcome.cause.notRegistered.description',
    fixKey: 'welcome.cause.notRegistered.fix',
    command: reinstallCommand,
  },
  otherFolder: {
    titleKey: 'welcome.cause.otherFolder.description',
    fixKey: 'welcome.cause.otherFolder.fix',
    command: () => installInFolderCommand,
    systems: ['macos', 'linux'],
  },
  sandboxed: {
    titleKey: 'welcome.cause.sandboxed.description',
    fixKey: 'welcome.cause.sandboxed.fix',
    systems: ['linux'],
  },
  policyHides: { titleKey: 'welcome.cause.policyHides.description', fixKey: 'welcome.cause.policy.fix' },
  damaged: {
    titleKey: 'welcome.cause.damaged.description',
    fixKey: 'welcome.cause.damaged.fix',
    command: reinstallCommand,
  },
  otherExtension: {
    titleKey: 'welcome.cause.otherExtension.description',
    fixKey: 'welcome.cause.otherExtension.fix',
    command: reinstallCommand,
  },
  otherBrowsersEntry: {
    titleKey: 'welcome.cause.otherEntry.description',
    fixKey: 'welcome.cause.damaged.fix',
    command: reinstallCommand,
    systems: ['windows'],
  },
  editedOrigins: {
    titleKey: 'welcome.cause.editedOrigins.description',
    fixKey: 'welcome.cause.editedOrigins.fix',
    command: reinstallCommand,
  },
  policyForbids: { titleKey: 'welcome.cause.policyForbids.description', fixKey: 'welcome.cause.policy.fix' },
  nodeMoved: {
    titleKey: 'welcome.cause.nodeMoved.description',
    fixKey: 'welcome.cause.nodeMoved.fix',
    command: reinstallCommand,
  },
  crashed: {
    titleKey: 'welcome.cause.crashed.description',
    fixKey: 'welcome.cause.crashed.fix',
    command: () => versionCommand,
  },
  notExecutable: {
    titleKey: 'welcome.cause.notExecutable.description',
    fixKey: 'welcome.cause.notExecutable.fix',
    command: reinstallCommand,
    systems: ['macos', 'linux'],
  },
  antivirus: {
    titleKey: 'welcome.cause.antivirus.description',
    fixKey: 'welcome.cause.antivirus.fix',
    systems: ['windows', 'macos'],
  },
  printsAtStart: { titleKey: 'welcome.cause.prints.description', fixKey: 'welcome.cause.prints.fix' },
  commandPromptPrints: {
    titleKey: 'welcome.cause.autoRun.description',
    fixKey: 'welcome.cause.autoRun.fix',
    systems: ['windows'],
  },
  otherProgram: {
    titleKey: 'welcome.cause.otherProgram.description',
    fixKey: 'welcome.cause.otherProgram.fix',
    command: reinstallCommand,
  },
  tooLarge: { titleKey: 'welcome.cause.tooLarge.description', fixKey: 'welcome.cause.bug.fix' },
  slowStart: { titleKey: 'welcome.cause.slowStart.description', fixKey: 'welcome.cause.slowStart.fix' },
  ourName: { titleKey: 'welcome.cause.ourName.description', fixKey: 'welcome.cause.bug.fix' },
} satisfies Record<string, ConnectionCause>

export type ConnectionCauseName = keyof typeof connectionCauses

/** Returns the causes that can occur on a system, in the given order. */
export const causesFor = (
  system: OperatingSystem,
  names: readonly ConnectionCauseName[],
): (ConnectionCause & { name: ConnectionCauseName })[] =>
  names
    .map((name): ConnectionCause & { name: ConnectionCauseName } => ({ name, ...connectionCauses[name] }))
    .filter(({ systems }) => systems === undefined || systems.includes(system))

/** Checks everything at once. */
export const primaryAdvice: CommandLine = doctorCommand
