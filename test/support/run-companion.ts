import { execFile } from 'node:child_process'
import { fromRoot } from '../../scripts/setup/root.mjs'

const companionProgram = fromRoot('dist', 'companion', 'hubpass.mjs')

export interface CompanionOutput {
  code: number
  stdout: string
  stderr: string
}

/** Runs the built companion as in a terminal. */
export const runCompanion = (
  home: string,
  args: readonly string[],
  more: Record<string, string> = {},
): Promise<CompanionOutput> =>
  new Promise(resolve => {
    const env = { ...process.env, ...more, HUBPASS_HOME: home }
    execFile(process.execPath, [companionProgram, ...args], { env }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : -1
      resolve({ code, stdout, stderr })
    })
  })

/** Runs the companion and throws with its output when it fails. */
export async function runCompanionOrThrow(
  home: string,
  args: readonly string[],
  more: Record<string, string> = {},
): Promise<string> {
  const { code, stdout, stderr } = await runCompanion(home, args, more)
  if (code !== 0) throw new Error(`hubpass ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`)
  return stdout
}
