import type { MessageKey } from '#messages/message'
import type { OperatingSystem, PlatformInfo } from './platform-info.ts'
import { type CommandLine, installCommand, installInFolderCommand } from './shell-commands.ts'

/** A reason why the browser cannot connect to the companion, which the doctor cannot find. */
export interface ConnectionCause {
  titleKey: MessageKey
  /**
   * How to check and fix it. `scheme` is that of the browser's pages, `extensionId` is this
   * extension.
   */
  fixKey: MessageKey
  command?: (platform: PlatformInfo) => CommandLine
  /** The systems it can occur on; all by default. */
  systems?: readonly OperatingSystem[]
  /** Firefox finds companions in the home folder, whatever its profile. */
  isChromiumOnly?: true
}

/** The origin of each cause: docs/facts/browsers-and-node.md §5.3 and §7. */
export const connectionCauses = {
  otherFolder: {
    titleKey: 'welcome.cause.otherFolder.description',
    fixKey: 'welcome.cause.otherFolder.fix',
    command: installInFolderCommand,
    systems: ['macos', 'linux'],
    isChromiumOnly: true,
  },
  otherExtension: {
    titleKey: 'welcome.cause.otherExtension.description',
    fixKey: 'welcome.cause.otherExtension.fix',
    command: installCommand,
  },
  antivirus: {
    titleKey: 'welcome.cause.antivirus.description',
    fixKey: 'welcome.cause.antivirus.fix',
    systems: ['windows', 'macos'],
  },
  tooLarge: { titleKey: 'welcome.cause.tooLarge.description', fixKey: 'welcome.cause.bug.fix' },
  slowStart: { titleKey: 'welcome.cause.slowStart.description', fixKey: 'welcome.cause.slowStart.fix' },
  ourName: { titleKey: 'welcome.cause.ourName.description', fixKey: 'welcome.cause.bug.fix' },
} satisfies Record<string, ConnectionCause>

export type ConnectionCauseName = keyof typeof connectionCauses

/** Returns the causes that can occur in a browser on a system, in the given order. */
export const causesFor = (
  { system, browser }: Pick<PlatformInfo, 'system' | 'browser'>,
  names: readonly ConnectionCauseName[],
): (ConnectionCause & { name: ConnectionCauseName })[] =>
  names
    .map((name): ConnectionCause & { name: ConnectionCauseName } => ({ name, ...connectionCauses[name] }))
    .filter(({ systems = [system], isChromiumOnly }) => {
      const isBrowserConcerned = isChromiumOnly === undefined || browser !== 'firefox'
      return isBrowserConcerned && systems.includes(system)
    })
