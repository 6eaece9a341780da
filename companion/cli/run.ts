import { failure, findingFrom } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { askPassphrasesWith } from '../credentials/passphrase.ts'
import { isErrorCode, reasonOf } from '../error-codes.ts'
import { askPassphrase } from './ask-passphrase.ts'
import { exitCodeOf } from './exit-codes.ts'
import type { Outcome } from './outcome.ts'
import { execute } from './program.ts'
import { runnable } from './runnable.ts'

/** The face for people and scripts: does what the command line asks and ends the process with its exit code. */
export async function runCli(args: string[]): Promise<void> {
  const { json, rest } = takeJson(args)
  askPassphrasesWith(askPassphrase)
  try {
    const outcome = await execute(rest)
    await print(process.stdout, json ? document({ ok: true, result: outcome.result }) : textOf(outcome))
    process.exit(outcome.exitCode ?? 0)
  } catch (thrown) {
    const error = findingFrom(thrown)
    const isTold = json && (await isPrinted(document({ ok: false, error })))
    if (!isTold) await tell(`${error.message}\n${runnable(error.remedy)}\n${stackOf(error, thrown)}`)
    process.exit(exitCodeOf(error))
  }
}

/** `--json` is understood anywhere, so that a line too broken to be parsed is answered in JSON as well. */
function takeJson(args: string[]): { json: boolean; rest: string[] } {
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const rest = args.filter((arg, index) => arg !== '--json' || index > end)
  return { json: rest.length < args.length, rest }
}

const document = (content: object): string => `${JSON.stringify(content)}\n`

const textOf = ({ text }: Outcome): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

/** Where a bug of ours happened is worth seeing; where a finding was thrown is not. */
const stackOf = ({ code }: Finding, thrown: unknown): string =>
  code === 'INTERNAL' && thrown instanceof Error ? `${thrown.stack}\n` : ''

/**
 * Resolves when all of it is out; a reader that went away (`| head`) is no trouble. Throws FILE_NOT_WRITTEN, as for a file on a
 * disk that is full.
 */
function print(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error | null): void => {
      if (error == null || isErrorCode(error, ...gone)) resolve()
      else reject(failure('FILE_NOT_WRITTEN', { path: 'standard output', reason: reasonOf(error) }, error))
    }
    stream.on('error', end)
    stream.write(text, end)
  })
}

/** What Linux, macOS and Windows say of a reader that went away. */
const gone = ['EPIPE', 'ECONNRESET', 'EOF', 'ERR_STREAM_DESTROYED']

const isPrinted = (text: string): Promise<boolean> =>
  print(process.stdout, text).then(
    () => true,
    () => false,
  )

/** There is nowhere to say that nobody can be told. */
const tell = (text: string): Promise<void> => print(process.stderr, text).catch(() => {})
