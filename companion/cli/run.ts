import { findingFrom } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { askPassphrasesWith } from '../credentials/passphrase.ts'
import { askPassphrase } from './ask-passphrase.ts'
import { exitCodeOf } from './exit-codes.ts'
import type { Outcome } from './outcome.ts'
import { execute } from './program.ts'

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
    if (json) await print(process.stdout, document({ ok: false, error }))
    else await print(process.stderr, `${error.message}\n${error.remedy}\n${stackOf(error, thrown)}`)
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

/** Resolves when all of it is out; a reader that went away (`| head`) is no trouble. */
function print(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise(resolve => {
    stream.on('error', () => resolve())
    stream.write(text, () => resolve())
  })
}
