import { type ChildProcess, execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { FindingSchema } from '#protocol/messages'
import { allowSecretsIn } from './secrets/registry.ts'

/** The built companion. */
export const companionProgram = fileURLToPath(new URL('../../dist/companion/hubpass.mjs', import.meta.url))

const DocumentSchema = v.variant('ok', [
  v.strictObject({ ok: v.literal(true), result: v.unknown() }),
  v.strictObject({ ok: v.literal(false), error: FindingSchema }),
])

export interface CliResult {
  code: number
  stdout: string
  stderr: string
}

export interface CliEnvironment {
  home: string
  env?: Record<string, string | undefined>
  cwd?: string
  onStart?: (child: ChildProcess) => void
  /** Defaults to the built companion. */
  program?: string
}

/** Runs the CLI for people. */
export function runHubpass(
  { home, env = {}, cwd, onStart, program: file = companionProgram }: CliEnvironment,
  ...args: string[]
): Promise<CliResult> {
  // The file or the folder in which a session id belongs.
  const out = args[args.indexOf('--out') + 1]
  if (out !== undefined && args.includes('--out')) allowSecretsIn(out)
  return new Promise(resolve => {
    const options = {
      env: { ...process.env, HUBPASS_HOME: home, ...env },
      ...(cwd === undefined ? {} : { cwd }),
    }
    const child = execFile(process.execPath, [file, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, stdout, stderr })
    })
    onStart?.(child)
  })
}

/**
 * Runs the CLI with `--json`. Throws when standard output is not one JSON document of the promised
 * shape.
 */
export async function runHubpassJson(environment: CliEnvironment, ...args: string[]) {
  const cliResult = await runHubpass(environment, ...args, '--json')
  return { ...cliResult, document: v.parse(DocumentSchema, JSON.parse(cliResult.stdout)) }
}

/** Returns the result of a call that must succeed. */
export async function runForResult(environment: CliEnvironment, ...args: string[]): Promise<unknown> {
  const { document } = await runHubpassJson(environment, ...args)
  if (!document.ok) throw new Error(`${document.error.code}: ${document.error.message}`)
  return document.result
}

/** Returns the error and exit code of a call that must fail. */
export async function runForError(environment: CliEnvironment, ...args: string[]) {
  const { document, code, stdout, stderr } = await runHubpassJson(environment, ...args)
  if (document.ok) throw new Error(`did not fail: ${stdout}`)
  return { ...document.error, exitCode: code, output: stdout + stderr }
}
