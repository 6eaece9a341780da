import { dialogError, runDialogProgram } from '../run-program.ts'
import type { SystemDialog } from '../system-dialog.ts'
import { powershellScript } from './powershell-script.ts'

/** What the script is asked, as JSON on its standard input. */
type Question =
  | { kind: 'choose'; title: string; text: string; cancel: string; labels: string[] }
  | { kind: 'entry'; title: string; text: string; cancel: string; ok: string; value: string; secret: boolean }
  | { kind: 'folder' | 'file'; title: string }

/** Asks with the forms of Windows. The script is constant: texts reach it as JSON. */
export function createPowershellDialog(program: string): SystemDialog {
  const script = Buffer.from(powershellScript, 'utf16le').toString('base64')
  const args = ['-NoProfile', '-NonInteractive', '-STA', '-EncodedCommand', script]

  /** Resolves with undefined if the person canceled. */
  async function run(question: Question, signal: AbortSignal) {
    const { exitCode, answer, stderr } = await runDialogProgram(
      program,
      args,
      signal,
      JSON.stringify(question),
    )
    if (exitCode !== 0 || !/^[=-]/.test(answer)) throw dialogError(program, stderr)
    return answer.startsWith('=') ? answer.slice(1) : undefined
  }

  return {
    async choose({ title, text, options, cancel }, signal) {
      const labels = options.map(({ label }) => label)
      const index = await run({ kind: 'choose', title, text, cancel, labels }, signal)
      return index === undefined ? undefined : options[Number(index)]?.id
    },
    askText: ({ title, text, value, isSecret, ok, cancel }, signal) =>
      run({ kind: 'entry', title, text, cancel, ok, value, secret: isSecret }, signal),
    askPath: ({ title, kind }, signal) => run({ kind, title }, signal),
  }
}
