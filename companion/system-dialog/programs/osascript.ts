import { dialogError, runDialogProgram } from '../run-program.ts'
import type { SystemDialog } from '../system-dialog.ts'

/** Asks with AppleScript (macOS). The scripts are constant: texts are their arguments. */
export function createOsascriptDialog(program: string): SystemDialog {
  /** Resolves with undefined if the person canceled. */
  async function run(script: string, args: readonly string[], signal: AbortSignal) {
    const { exitCode, answer, stderr } = await runDialogProgram(program, ['-', ...args], signal, script)
    if (exitCode === 0) return answer
    if (!stderr.includes(canceled)) throw dialogError(program, stderr)
    return undefined
  }

  return {
    async choose({ title, text, options, cancel }, signal) {
      const labels = options.map(({ label }) => label)
      // A dialog has at most three buttons.
      const script = options.length === 1 ? buttonScript : listScript
      const chosen = await run(script, [title, text, cancel, ...labels], signal)
      return options.find(({ label }) => label === chosen)?.id
    },
    askText: ({ title, text, value, isSecret, ok, cancel }, signal) =>
      run(isSecret ? secretScript : entryScript, [title, text, cancel, ok, value], signal),
    async askPath({ title, kind }, signal) {
      const path = await run(kind === 'folder' ? folderScript : fileScript, [title], signal)
      return path !== undefined && path.length > 1 ? path.replace(/\/$/, '') : path
    },
  }
}

/** The number of AppleScript's error for Cancel. */
const canceled = '(-128)'

const toScript = (...lines: string[]): string =>
  ['on run argv', 'activate', ...lines, 'end run', ''].join('\n')

const buttonScript = toScript(
  'set answer to display dialog (item 2 of argv) with title (item 1 of argv) buttons {item 3 of argv, item 4 of argv} default button 1 cancel button 1 with icon caution',
  'return button returned of answer',
)

const listScript = toScript(
  'set answer to choose from list (items 4 thru -1 of argv) with title (item 1 of argv) with prompt (item 2 of argv) cancel button name (item 3 of argv)',
  'if answer is false then error number -128',
  'return item 1 of answer',
)

const createEntryScript = (option: string): string =>
  toScript(
    `set answer to display dialog (item 2 of argv) with title (item 1 of argv) default answer (item 5 of argv) buttons {item 3 of argv, item 4 of argv} default button 2 cancel button 1${option}`,
    'return text returned of answer',
  )

const entryScript = createEntryScript('')
const secretScript = createEntryScript(' with hidden answer')

const folderScript = toScript('return POSIX path of (choose folder with prompt (item 1 of argv))')
const fileScript = toScript('return POSIX path of (choose file with prompt (item 1 of argv))')
