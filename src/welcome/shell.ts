import type { System } from './machine.ts'

/** What reads a command line. */
export type Shell = 'sh' | 'powershell' | 'cmd'

/** Those of a system, the usual one first. */
export const shellsOf = (system: System): readonly Shell[] =>
  system === 'windows' ? ['powershell', 'cmd'] : ['sh']

/** An argument as it is written there, so that the program receives it letter by letter. */
export const quoted = (argument: string, shell: Shell): string =>
  plain.test(argument) ? argument : quotes[shell](argument)

/** What means nothing but itself in any of them. */
const plain = /^[A-Za-z0-9_./:][A-Za-z0-9_./:-]*$|^--?[A-Za-z-]+$/

const quotes: Record<Shell, (argument: string) => string> = {
  sh: argument => `'${argument.replaceAll("'", "'\\''")}'`,
  // PowerShell takes typographic single quotes for plain ones.
  powershell: argument => `'${argument.replace(/['‘’‚‛]/g, '$&$&')}'`,
  // The program's own parser wants \" inside; a %NAME% cannot be kept from being filled in.
  cmd: argument => `"${argument.replaceAll('"', '\\"')}"`,
}
