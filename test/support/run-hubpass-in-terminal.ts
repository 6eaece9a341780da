import { startInTerminal } from '../../scripts/run-in-terminal.ts'
import { type CliEnvironment, companionProgram } from './run-hubpass.ts'

export interface TerminalResult {
  code: number | null
  /** Both output streams as a terminal shows them. */
  screen: string
}

/** Runs the CLI in a terminal and types `line` when it asks for a passphrase or a confirmation. */
export function runHubpassInTerminal(
  { home, env = {} }: CliEnvironment,
  line: string,
  ...args: string[]
): Promise<TerminalResult> {
  const child = startInTerminal([process.execPath, companionProgram, ...args], {
    ...process.env,
    ...interactiveEnv,
    HUBPASS_HOME: home,
    ...env,
  })
  let screen = ''
  let isTyped = false
  child.stdout.on('data', chunk => {
    screen += chunk
    if (!isTyped && /(Passphrase for .*: |Session id or cookie: |\[y\/N\] )$/.test(screen)) {
      isTyped = true
      child.stdin.write(line)
    }
  })
  return new Promise(resolve => child.on('close', code => resolve({ code, screen })))
}

/** Unset, since Node reads from them whether a terminal is interactive and has colors. */
const interactiveEnv = { CI: undefined, FORCE_COLOR: undefined, NO_COLOR: undefined }
