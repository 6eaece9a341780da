export type Shell = 'sh' | 'powershell' | 'cmd'

/** Quotes a text for sh, bash and zsh. Inside single quotes only the single quote is special. */
export const quoteForSh = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/**
 * Quotes a text for PowerShell, which also ends a string at a typographic single quote
 * (about_Quoting_Rules; System.Management.Automation, CharTraits).
 */
export const quoteForPowerShell = (text: string): string =>
  `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`

/**
 * Quotes a text for cmd. The called program expects \" inside; nothing can stop cmd from expanding
 * %NAME%.
 */
const quoteForCmd = (text: string): string => `"${text.replaceAll('"', '\\"')}"`

const quotersByShell: Record<Shell, (text: string) => string> = {
  sh: quoteForSh,
  powershell: quoteForPowerShell,
  cmd: quoteForCmd,
}

/** Quotes a command-line argument if it needs it, so that the program receives it unchanged. */
export const quoteArgument = (argument: string, shell: Shell): string =>
  unquotedPattern.test(argument) ? argument : quotersByShell[shell](argument)

/**
 * Returns an argument for a command that a person pastes into a shell which nobody knows. No quotes
 * protect a text in all shells, so an ellipsis replaces one that needs them.
 */
export const toPastableArgument = (argument: string): string =>
  unquotedPattern.test(argument) ? argument : '…'

/** Matches arguments that have no special meaning in any of the shells. */
const unquotedPattern = /^[A-Za-z0-9_./:][A-Za-z0-9_./:-]*$|^--?[A-Za-z-]+$/
