import { failure } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { toFinding } from '#protocol/to-finding'
import { setPassphrasePrompt } from '../credentials/passphrase.ts'
import { describeSystemError, hasErrorCode } from '../util/node-errors.ts'
import { askPassphrase } from './ask-passphrase.ts'
import type { CommandOutput } from './command.ts'
import { getExitCode } from './exit-codes.ts'
import { runProgram } from './program.ts'
import { rewriteCommands } from './rewrite-commands.ts'

/** The face for people and scripts: does what the command line asks and ends the process with its exit code. */
export async function runCli(args: string[]): Promise<void> {
  const { json, rest } = extractJsonFlag(args)
  setPassphrasePrompt(askPassphrase)
  try {
    const output = await runProgram(rest)
    await print(
      process.stdout,
      json ? toJsonDocument({ ok: true, result: output.result }) : toPrintedText(output),
    )
    process.exit(output.exitCode ?? 0)
  } catch (thrown) {
    const error = toFinding(thrown)
    const isReported = json && (await tryPrint(toJsonDocument({ ok: false, error })))
    if (!isReported)
      await printToStderr(`${error.message}\n${rewriteCommands(error.remedy)}\n${formatStack(error, thrown)}`)
    process.exit(getExitCode(error))
  }
}

/** `--json` is understood anywhere, so that a line too broken to be parsed is answered in JSON as well. */
function extractJsonFlag(args: string[]): { json: boolean; rest: string[] } {
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const rest = args.filter((arg, index) => arg !== '--json' || index > end)
  return { json: rest.length < args.length, rest }
}

const toJsonDocument = (content: object): string => `${JSON.stringify(content)}\n`

const toPrintedText = ({ text }: CommandOutput): string =>
  text === '' || text.endsWith('\n') ? text : `${text}\n`

/** Where a bug of ours happened is worth seeing; where a finding was thrown is not. */
const formatStack = ({ code }: Finding, thrown: unknown): string =>
  code === 'INTERNAL' && thrown instanceof Error ? `${thrown.stack}\n` : ''

/**
 * Resolves when all of it is out; a reader that went away (`| head`) is no trouble. Throws FILE_NOT_WRITTEN, as for a file on a
 * disk that is full.
 */
function print(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (error?: Error | null): void => {
      if (error == null || hasErrorCode(error, ...closedReaderCodes)) resolve()
      else
        reject(
          failure('FILE_NOT_WRITTEN', { path: 'standard output', reason: describeSystemError(error) }, error),
        )
    }
    stream.on('error', finish)
    stream.write(text, finish)
  })
}

/** What Linux, macOS and Windows say of a reader that went away. */
const closedReaderCodes = ['EPIPE', 'ECONNRESET', 'EOF', 'ERR_STREAM_DESTROYED']

const tryPrint = (text: string): Promise<boolean> =>
  print(process.stdout, text).then(
    () => true,
    () => false,
  )

/** There is nowhere to say that nobody can be told. */
const printToStderr = (text: string): Promise<void> => print(process.stderr, text).catch(() => {})
