import type { TextKey } from '#ui/texts.ts'
import {
  type CommandLine,
  doctorCommand,
  installCommand,
  installElsewhereCommand,
  versionCommand,
} from './commands.ts'
import type { Machine, System } from './machine.ts'

/** One reason why a browser and the companion do not come together. */
export interface Cause {
  what: TextKey
  /** How to see whether it is this one, and what to do: `$1` is the scheme of the browser's pages, `$2` our id. */
  fix: TextKey
  command?: (machine: Machine) => CommandLine
  /** The systems that know it; else all. */
  on?: readonly System[]
}

const again = installCommand

/** Each with how it was met: peers-and-platform-facts §5.3 and (c). */
export const causes = {
  notRegistered: { what: 'causeNotRegistered', fix: 'causeNotRegisteredFix', command: again },
  otherFolder: {
    what: 'causeOtherFolder',
    fix: 'causeOtherFolderFix',
    command: () => installElsewhereCommand,
    on: ['macos', 'linux'],
  },
  sandboxed: { what: 'causeSandboxed', fix: 'causeSandboxedFix', on: ['linux'] },
  policyHides: { what: 'causePolicyHides', fix: 'causePolicyFix' },
  damaged: { what: 'causeDamaged', fix: 'causeDamagedFix', command: again },
  otherExtension: { what: 'causeOtherExtension', fix: 'causeOtherExtensionFix', command: again },
  otherBrowsersEntry: { what: 'causeOtherEntry', fix: 'causeDamagedFix', command: again, on: ['windows'] },
  editedOrigins: { what: 'causeEditedOrigins', fix: 'causeEditedOriginsFix', command: again },
  policyForbids: { what: 'causePolicyForbids', fix: 'causePolicyFix' },
  nodeMoved: { what: 'causeNodeMoved', fix: 'causeNodeMovedFix', command: again },
  crashed: { what: 'causeCrashed', fix: 'causeCrashedFix', command: () => versionCommand },
  notExecutable: {
    what: 'causeNotExecutable',
    fix: 'causeNotExecutableFix',
    command: again,
    on: ['macos', 'linux'],
  },
  antivirus: { what: 'causeAntivirus', fix: 'causeAntivirusFix', on: ['windows', 'macos'] },
  printsAtStart: { what: 'causePrints', fix: 'causePrintsFix' },
  commandPromptPrints: { what: 'causeAutoRun', fix: 'causeAutoRunFix', on: ['windows'] },
  otherProgram: { what: 'causeOtherProgram', fix: 'causeOtherProgramFix', command: again },
  tooLarge: { what: 'causeTooLarge', fix: 'causeBugFix' },
  slowStart: { what: 'causeSlowStart', fix: 'causeSlowStartFix' },
  ourName: { what: 'causeOurName', fix: 'causeBugFix' },
} satisfies Record<string, Cause>

export type CauseName = keyof typeof causes

/** The causes that a system can have, in the order given. */
export const causesOn = (system: System, names: readonly CauseName[]): Cause[] =>
  names.map((name): Cause => causes[name]).filter(({ on }) => on === undefined || on.includes(system))

/** What looks at all of them at once. */
export const firstAdvice: CommandLine = doctorCommand
