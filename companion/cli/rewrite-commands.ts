import { realpathSync } from 'node:fs'
import { quoteArgument } from '#protocol/quote-shell'
import { findExecutable } from '../util/which.ts'

/**
 * Rewrites quoted `hubpass` commands in a text so that they can be pasted into this terminal. If
 * `hubpass` is not on the PATH, the way in which this program was started replaces it. `--json`
 * output is not rewritten.
 */
export const rewriteCommands = (text: string): string =>
  text.replaceAll(/"hubpass( [^"]*)"/g, (_, rest: string) => quoteCommand(`${formatInvocation()}${rest}`))

/** Rewrites the examples of a help text in the same way. */
export const rewriteExamples = (help: string): string =>
  help.replaceAll(/(?<=^ *\$ )hubpass(?= )/gm, formatInvocation)

/** Uses the kind of quotes that the command does not contain. */
const quoteCommand = (command: string): string => (command.includes('"') ? `'${command}'` : `"${command}"`)

const formatInvocation = (): string => quoteCommandLine(findInvocation(), process.platform)

const isWindows = process.platform === 'win32'

/**
 * Returns the words with which a terminal starts this program. `npm link` creates `hubpass`, on Windows
 * `hubpass.cmd`. `npx` puts one on the PATH of this program alone. A package with its own Node starts through
 * a file of that name.
 */
export function findInvocation(): string[] {
  const found = findExecutable(isWindows ? 'hubpass.cmd' : 'hubpass')
  if (found !== undefined) return /[\\/]_npx[\\/]/.test(found) ? ['npx', 'hubpass'] : ['hubpass']
  const launcher = process.env.HUBPASS_LAUNCHER
  return launcher ? [launcher] : buildNodeInvocation()
}

const buildNodeInvocation = (): string[] => [
  isNodeOnPath() ? 'node' : process.execPath,
  ...process.argv.slice(1, 2),
]

const isNodeOnPath = (): boolean =>
  findExecutable(isWindows ? 'node.exe' : 'node') === realpathSync.native(process.execPath)

/** Formats a program and its arguments for a Unix shell, or for both PowerShell and cmd. */
export function quoteCommandLine(words: readonly string[], platform: NodeJS.Platform): string {
  if (platform !== 'win32') return words.map(word => quoteArgument(word, 'sh')).join(' ')
  const line = words.map(quoteForWindows).join(' ')
  // PowerShell needs the call operator to run a quoted program. cmd does not know it, but is rarer.
  return line.startsWith('"') ? `& ${line}` : line
}

const quoteForWindows = (word: string): string =>
  /^[\w.:\\~-]+$/.test(word) ? word : quoteArgument(word, 'cmd')
