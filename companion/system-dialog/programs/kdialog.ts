import { homedir } from 'node:os'
import { dialogError, runDialogProgram } from '../run-program.ts'
import type { SystemDialog } from '../system-dialog.ts'

/** Asks with kdialog (KDE). */
export function createKdialogDialog(program: string): SystemDialog {
  /** Resolves with undefined if the person canceled. */
  async function run(args: readonly string[], signal: AbortSignal) {
    const { exitCode, answer, stderr } = await runDialogProgram(program, args, signal)
    if (exitCode === 0) return answer
    if (exitCode !== 1) throw dialogError(program, stderr)
    return undefined
  }

  return {
    async choose({ title, text, options, cancel }, signal) {
      const entries = options.flatMap(({ id, label }) => [id, label])
      const args = ['--title', title, '--cancel-label', cancel, '--menu', toRichText(text), ...entries]
      const chosen = await run(args, signal)
      return options.find(({ id }) => id === chosen)?.id
    },
    askText({ title, text, value, isSecret, ok, cancel }, signal) {
      const labels = ['--title', title, '--ok-label', ok, '--cancel-label', cancel]
      const question = isSecret ? ['--password', toRichText(text)] : ['--inputbox', toRichText(text), value]
      return run([...labels, ...question], signal)
    },
    askPath: ({ title, kind }, signal) =>
      run(
        ['--title', title, kind === 'folder' ? '--getexistingdirectory' : '--getopenfilename', homedir()],
        signal,
      ),
  }
}

/**
 * Escapes a text. Qt guesses whether a text is rich, so it is always made rich here.
 */
function toRichText(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<qt>${escaped.replaceAll('\n', '<br/>')}</qt>`
}
