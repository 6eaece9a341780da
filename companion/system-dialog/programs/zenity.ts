import { homedir } from 'node:os'
import { dialogError, runDialogProgram } from '../run-program.ts'
import type { SystemDialog } from '../system-dialog.ts'

/**
 * Asks with zenity (GNOME). Cancel has the focus, so that a key meant for another window agrees to
 * nothing.
 */
export function createZenityDialog(program: string): SystemDialog {
  /** Resolves with undefined if the person canceled. */
  async function run(args: readonly string[], signal: AbortSignal, labels: readonly string[] = []) {
    const { exitCode, answer, stderr } = await runDialogProgram(program, args, signal)
    if (exitCode === 0) return answer
    // An extra button prints its label and ends with 1, as Cancel does.
    if (exitCode === 1 && labels.includes(answer)) return answer
    if (exitCode !== 1 || /cannot open display/i.test(stderr)) throw dialogError(program, stderr)
    return undefined
  }

  return {
    async choose({ title, text, options, cancel }, signal) {
      const [main, ...others] = options
      const extras = others.map(({ label }) => label)
      const args = ['--question', '--no-markup', '--default-cancel', '--width=620']
      const buttons = [`--ok-label=${main?.label}`, `--cancel-label=${cancel}`]
      const label = await run(
        [
          ...args,
          `--title=${title}`,
          `--text=${breakLongWords(text)}`,
          ...buttons,
          ...extras.map(each => `--extra-button=${each}`),
        ],
        signal,
        extras,
      )
      return label === '' ? main?.id : options.find(option => option.label === label)?.id
    },
    askText({ title, text, value, isSecret, ok, cancel }, signal) {
      const args = ['--entry', `--title=${title}`, `--text=${escapeLabel(text)}`, '--width=480']
      const buttons = [`--ok-label=${ok}`, `--cancel-label=${cancel}`]
      return run([...args, ...buttons, ...(isSecret ? ['--hide-text'] : [`--entry-text=${value}`])], signal)
    },
    // In the list of recent files, with which zenity begins, a typed folder cannot be chosen.
    askPath: ({ title, kind }, signal) =>
      run(
        [
          '--file-selection',
          `--title=${title}`,
          `--filename=${homedir()}/`,
          ...(kind === 'folder' ? ['--directory'] : []),
        ],
        signal,
      ),
  }
}

/** An entry reads escape sequences and mnemonics in its text, with or without markup. */
const escapeLabel = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('_', '__')

/** zenity breaks lines at blanks only, so that a long address would make its window wider than the screen. */
const breakLongWords = (text: string): string => text.replace(/\S{80}(?=\S)/g, '$&\n')
