import type { OperatingSystem } from './platform-info.ts'

/** What reads a command line. */
export type Shell = 'sh' | 'powershell' | 'cmd'

/** Those of a system, the usual one first. */
export const shellsFor = (system: OperatingSystem): readonly Shell[] =>
  system === 'windows' ? ['powershell', 'cmd'] : ['sh']

/** An argument as it is written there, so that the program receives it letter by letter. */
export const quoteArgument = (argument: string, shell: Shell): string =>
  unquotedPattern.test(argument) ? argument : quotersByShell[shell](argument)

/** What means nothing but itself in any of them. */
const unquotedPattern = /^[A-Za-z0-9_./:][A-Za-z0-9_./:-]*$|^--?[A-Za-z-]+$/

const quotersByShell: Record<Shell, (argument: string) => string> = {
  sh: argument => `'${argument.replaceAll("'", "'\\''")}'`,
  // PowerShell takes typographic single quotes for plain ones.
  powershell: argument => `'${argument.replace(/['‘’‚‛]/g, '$&$&')}'`,
  // The program's own parser wants \" inside; a %NAME% cannot be kept from being filled in.
  cmd: argument => `"${argument.replaceAll('"', '\\"')}"`,
}
