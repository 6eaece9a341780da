import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * A text for people with its commands as they can be pasted here: as they are where the shell finds `hubpass`, else as this program
 * was started, which works in every folder. Programs (`--json`) and other machines get the text as it is.
 */
export const runnable = (text: string): string => rewritten(text, /(?<=")hubpass(?= )/g)

/** The same for the examples of a help. */
export const withRunnableExamples = (help: string): string => rewritten(help, /(?<=^ *\$ )hubpass(?= )/gm)

const rewritten = (text: string, command: RegExp): string =>
  text.replaceAll(command, name => (isFound() ? name : thisProgram()))

const isFound = (): boolean =>
  (process.env.PATH ?? '').split(delimiter).some(folder => names.some(name => isExecutable(folder, name)))

/** As `npm link` makes them. */
const names = process.platform === 'win32' ? ['hubpass.cmd'] : ['hubpass']

function isExecutable(folder: string, name: string): boolean {
  try {
    accessSync(join(folder, name), constants.X_OK)
    return true
  } catch {
    return false
  }
}

const thisProgram = (): string => [process.argv0, ...process.argv.slice(1, 2)].map(quoted).join(' ')

/** As a Unix shell, or those of Windows, read it. */
function quoted(word: string): string {
  if (/^[\w./:\\~+-]+$/.test(word)) return word
  return process.platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`
}
