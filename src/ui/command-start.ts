import { formatCommandLine } from '#protocol/invocation'

/** How a terminal starts the command line on this machine; unknown before the companion has said it. */
let invocation: readonly string[] | undefined

/** Sets how a terminal starts the command line on this machine. */
export const setInvocation = (words: readonly string[] | undefined): void => {
  invocation = words
}

/** Formats the start of a command for the usual terminal of this system. */
export const formatStart = (words: readonly string[]): string =>
  formatCommandLine(words, navigator.userAgent.includes('Windows') ? 'powershell' : 'sh')

/**
 * Rewrites the `hubpass` command that a text quotes or consists of, so that it can be pasted here. The texts
 * of findings are the same on every machine (docs/decisions/0025-print-commands-that-work-here.md).
 */
export function rewriteCommand(text: string): string {
  const words = invocation
  return words === undefined ? text : text.replace(/(?<=^|")hubpass(?= )/g, () => formatStart(words))
}
