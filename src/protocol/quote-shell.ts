/** The shells whose quoting rules Hubpass knows. */
export type Shell = 'sh' | 'powershell' | 'cmd'

/** Quotes a text so that the shell passes it on unchanged. */
export const quoteText: Record<Shell, (text: string) => string> = {
  sh: text => `'${text.replaceAll("'", "'\\''")}'`,
  // Typographic single quotes end a PowerShell string as well (about_Quoting_Rules).
  powershell: text => `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`,
  // The called program expects \" inside; cmd always expands a %NAME%.
  cmd: text => `"${text.replaceAll('"', '\\"')}"`,
}

/** Quotes an argument unless it is safe without quotes in every shell. */
export const quoteArgument = (argument: string, shell: Shell): string =>
  safePattern.test(argument) ? argument : quoteText[shell](argument)

const safePattern = /^[A-Za-z0-9_./:][A-Za-z0-9_./:-]*$|^--?[A-Za-z-]+$/
