import { spawn } from 'node:child_process'

/** How a dialog program ended. */
export interface ProgramEnd {
  exitCode: number
  /** Its standard output without the line end. */
  answer: string
  stderr: string
}

/** What a person types is short. */
const maxOutputBytes = 64 * 1024

/**
 * Runs a dialog program until the person answers. Passes texts as arguments or on standard input,
 * never through a shell. Ends the program when the signal is aborted or this process exits. Rejects
 * if it cannot be started or is ended by a signal.
 */
export async function runDialogProgram(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
  input = '',
): Promise<ProgramEnd> {
  signal.throwIfAborted()
  const child = spawn(program, args, { signal, killSignal: 'SIGKILL', stdio: 'pipe' })
  const end = () => void child.kill('SIGKILL')
  process.once('exit', end)
  child.stdin.on('error', () => {}) // it may not read
  child.stdin.end(input)
  try {
    const [answer, stderr, exitCode] = await Promise.all([
      readStart(child.stdout),
      readStart(child.stderr),
      new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve)),
    ])
    if (exitCode === null) throw dialogError(program, stderr)
    return { exitCode, answer: answer.replace(/\r?\n$/, ''), stderr }
  } finally {
    process.off('exit', end)
  }
}

/** Returns an error that says why a program could not show its dialog. */
export const dialogError = (program: string, stderr: string): Error =>
  new Error(`${program}: ${stderr.trim().split('\n')[0] || 'it ended without an answer'}`)

async function readStart(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes <= maxOutputBytes) chunks.push(Buffer.from(chunk))
  }
  return Buffer.concat(chunks).toString('utf8')
}
