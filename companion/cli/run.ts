import { failure, HubpassError } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { completeFinding, toFinding } from '#protocol/findings/to-finding'
import { setPassphrasePrompt } from '../credentials/passphrase.ts'
import { formatLoggedJson } from '../util/log-commands.ts'
import { describeSystemError, hasErrorCode, readerGoneCodes } from '../util/node-errors.ts'
import { askPassphrase } from './ask-secret.ts'
import { getExitCode } from './exit-codes.ts'
import { assertOutputFormat, extractGlobalFlags, type GlobalFlags } from './global-flags.ts'
import { listenForCrashes } from './interrupt.ts'
import { formatFinding } from './output/finding.ts'
import { silenceNotes } from './output/notes.ts'
import { type AddCommands, runProgram } from './program.ts'

/** Runs the command line, prints its output and ends the process with its exit code. */
export async function runCli(args: string[], addCommands: AddCommands): Promise<void> {
  const { flags, rest } = extractGlobalFlags(args)
  const { json } = flags
  setPassphrasePrompt(askPassphrase)
  listenForCrashes(error => void endWithError(error, json))
  try {
    assertOutputFormat(rest)
    await applyFlags(flags)
    const {
      result,
      text,
      isColored = false,
      exitCode = 0,
      deliver = ignoreClosedReader,
    } = await runProgram(rest, addCommands)
    const printed = json ? toJsonDocument({ ok: true, result }) : toPrintedText(text, isColored)
    await deliver(() => print(process.stdout, printed))
    process.exit(exitCode)
  } catch (thrown) {
    await endWithError(thrown, json)
  }
}

/** Prints the finding of an error and ends the process with its exit code. */
async function endWithError(thrown: unknown, json: boolean): Promise<void> {
  const error = nameCommand(toFinding(thrown))
  const isReported = json && (await tryPrint(toJsonDocument({ ok: false, error })))
  if (!isReported) await printToStderr(`${formatFinding(error)}${formatStack(error, thrown)}`)
  process.exit(getExitCode(error))
}

/** Elsewhere, a cancellation ends a run. */
const nameCommand = (error: Finding): Finding =>
  error.code === 'CANCELLED' && error.details.what === undefined
    ? completeFinding({ code: error.code, details: { ...error.details, what: 'command' } })
    : error

async function applyFlags({ color, quiet, verbose }: GlobalFlags): Promise<void> {
  if (!color) process.env.NO_COLOR = '1'
  if (quiet) silenceNotes()
  if (!verbose) return
  const { showRequests } = await import('../qlik/http/request-log.ts')
  showRequests(line => process.stderr.write(`${line}\n`))
}

/** People get lines that they can read, programs get one. */
const toJsonDocument = (content: object): string =>
  `${formatLoggedJson(content, process.stdout.isTTY ? 2 : undefined)}\n`

/** Returns bytes for a text with colors, which the guard of the output would remove. */
function toPrintedText(text: string, isColored: boolean): string | Buffer {
  const lines = text === '' || text.endsWith('\n') ? text : `${text}\n`
  return isColored ? Buffer.from(lines) : lines
}

/** Formats the stack of a bug. The stack of an expected finding does not help. */
const formatStack = ({ code }: Finding, thrown: unknown): string =>
  code === 'INTERNAL' && thrown instanceof Error ? `${thrown.stack}\n` : ''

/**
 * Resolves when everything is written. Throws FILE_NOT_WRITTEN, for example if the output is a file
 * on a full disk, or if its reader has ended (`| head`).
 */
function print(stream: NodeJS.WriteStream, text: string | Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (error?: Error | null): void => {
      if (error == null) resolve()
      else
        reject(
          failure('FILE_NOT_WRITTEN', { path: 'standard output', reason: describeSystemError(error) }, error),
        )
    }
    stream.on('error', finish)
    stream.write(text, finish)
  })
}

async function ignoreClosedReader(print: () => Promise<void>): Promise<void> {
  try {
    await print()
  } catch (error) {
    if (!(error instanceof HubpassError && hasErrorCode(error.cause, ...readerGoneCodes))) throw error
  }
}

const tryPrint = (text: string): Promise<boolean> =>
  print(process.stdout, text).then(
    () => true,
    () => false,
  )

/** Ignores errors: there is no other place to report them. */
const printToStderr = (text: string): Promise<void> => print(process.stderr, text).catch(() => {})
