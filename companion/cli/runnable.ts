import { realpathSync } from 'node:fs'
import { commandLine } from './command-line.ts'
import { onPath } from './on-path.ts'

/**
 * A text for people with its commands as they can be pasted here: as they are where the shell finds `hubpass`, else as this program
 * was started, which works in every folder. Programs (`--json`) and other machines get the text as it is.
 */
export const runnable = (text: string): string =>
  text.replaceAll(/"hubpass( [^"]*)"/g, (_, rest: string) => inQuotes(`${hubpass()}${rest}`))

/** The same for the examples of a help. */
export const withRunnableExamples = (help: string): string =>
  help.replaceAll(/(?<=^ *\$ )hubpass(?= )/gm, hubpass)

/** In those that it does not have itself. */
const inQuotes = (command: string): string => (command.includes('"') ? `'${command}'` : `"${command}"`)

const isWindows = process.platform === 'win32'

/** As `npm link` makes it. */
const hubpass = (): string =>
  onPath(isWindows ? 'hubpass.cmd' : 'hubpass') === undefined ? thisProgram() : 'hubpass'

const thisProgram = (): string =>
  commandLine([isUsualNode() ? 'node' : process.execPath, ...process.argv.slice(1, 2)], process.platform)

const isUsualNode = (): boolean =>
  onPath(isWindows ? 'node.exe' : 'node') === realpathSync.native(process.execPath)
