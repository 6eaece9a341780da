import { startInTerminal } from '../../scripts/run-in-terminal.ts'
import { type CliEnvironment, companionProgram } from './run-hubpass.ts'

export interface TerminalResult {
  code: number | null
  /** Both streams, as a person sees them. */
  screen: string
}

/** Runs the CLI on a terminal and types `line` when it asks for a passphrase. */
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
    if (!isTyped && /Passphrase for .*: $/.test(screen)) {
      isTyped = true
      child.stdin.write(line)
    }
  })
  return new Promise(resolve => child.on('close', code => resolve({ code, screen })))
}

/** Nobody sits at a CI, and colours are the test's to wish for: Node hears of both through these. */
const interactiveEnv = { CI: undefined, FORCE_COLOR: undefined, NO_COLOR: undefined }
