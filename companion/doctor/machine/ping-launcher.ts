import type { ChildProcess } from 'node:child_process'
import type { Text } from '#messages/message'
import { type CommandResult, commands } from '#protocol/commands'
import { extensionId, helloTimeoutMs, maxMessageFromCompanionBytes } from '#protocol/constants'
import { failure, HubpassError } from '#protocol/errors'
import { ResponseMessageSchema } from '#protocol/messages'
import { quote } from '#protocol/text'
import { parseOrThrow } from '#protocol/validate'
import { protocolVersions } from '#protocol/versions'
import { encodeFrame, FrameDecoder } from '../../host/frames.ts'
import { abortable } from '../../util/abort.ts'
import { describeSystemError, hasErrorCode } from '../../util/node-errors.ts'

const { spawn } = await import('node:child_process')

export type HandshakeResult = CommandResult<'hello'> & { ms: number }

/**
 * Starts the launcher as a browser does, sends `hello` and returns the answer. Leaves no process
 * running. Throws LAUNCHER_BROKEN, the launcher's own error and the signal's reason.
 */
export async function pingLauncher(
  launcher: string,
  signal: AbortSignal,
  timeoutMs = helloTimeoutMs,
): Promise<HandshakeResult> {
  const startedAt = performance.now()
  const timeout = AbortSignal.timeout(timeoutMs)
  const child = startLauncher(launcher)
  try {
    const message = await abortable(readFirstMessage(child, launcher), AbortSignal.any([signal, timeout]))
    const response = parseOrThrow(ResponseMessageSchema, message, 'Answer')
    if (!response.ok) throw new HubpassError(response.error)
    const hello = parseOrThrow(commands.hello.result, response.result, 'hello result')
    return { ...hello, ms: Math.round(performance.now() - startedAt) }
  } catch (error) {
    if (error !== timeout.reason) throw error
    const problem = `it did not respond within ${timeoutMs / 1000} seconds`
    throw failure('LAUNCHER_BROKEN', { launcher, problem }, error)
  } finally {
    killLauncher(child)
  }
}

/**
 * Passes the extension's origin as browsers do; on Windows through cmd.exe. Browsers do not pass
 * HUBPASS_HOME.
 */
function startLauncher(launcher: string): ChildProcess {
  const origin = `chrome-extension://${extensionId}/`
  const { HUBPASS_HOME: _, ...env } = process.env
  if (process.platform !== 'win32') return spawn(launcher, [origin], { env, detached: true })
  const shell = process.env.ComSpec ?? 'cmd.exe'
  const args = ['/d', '/s', '/c', `""${launcher}" ${origin}"`]
  return spawn(shell, args, { env, windowsHide: true, windowsVerbatimArguments: true })
}

/**
 * Ends the launcher's process group. On Windows, its child processes end when their input closes.
 */
function killLauncher(child: ChildProcess): void {
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy()
  if (process.platform === 'win32') child.kill()
  else if (child.pid !== undefined) killGroup(child.pid)
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (!hasErrorCode(error, 'ESRCH', 'EPERM')) throw error // it has already ended
  }
}

/** Long enough for the last line. */
const maxStderrLength = 4_096

function readFirstMessage(child: ChildProcess, launcher: string): Promise<unknown> {
  const launcherError = (problem: Text) => failure('LAUNCHER_BROKEN', { launcher, problem })
  const decoder = new FrameDecoder()
  let stderrTail = ''
  return new Promise((resolve, reject) => {
    child.on('error', error => reject(launcherError(describeSystemError(error))))
    child.on('close', (code, signal) =>
      reject(launcherError(describeExit(stderrTail.replaceAll(launcher, ''), code, signal))),
    )
    child.stderr?.on('data', chunk => {
      stderrTail = `${stderrTail}${chunk}`.slice(-maxStderrLength)
    })
    child.stdout?.on('data', (bytes: Buffer) => {
      const isBeginning = !decoder.isInsideFrame
      const [frame] = decoder.push(bytes)
      if (frame?.kind === 'message') resolve(frame.message)
      else if (frame !== undefined || (isBeginning && isText(bytes)))
        reject(launcherError('it printed something that is not a message'))
    })
    child.stdin?.on('error', () => {}) // it may exit first; the close event reports why
    child.stdin?.write(encodeFrame(helloRequest))
  })
}

/**
 * Text that is read as a length gives a number beyond any message (docs/facts/browsers-and-node.md
 * §5.3).
 */
const isText = (bytes: Buffer): boolean =>
  bytes.length >= 4 && bytes.readUInt32LE() > maxMessageFromCompanionBytes

/** The name in place of a version tells that no extension calls. */
const helloRequest = {
  id: 1,
  command: 'hello',
  params: { protocol: protocolVersions, extension: 'doctor' },
}

/**
 * Uses the last line, in which a shell or Node reports its error. A shell starts it with the line
 * number.
 */
function describeExit(stderrTail: string, code: number | null, signal: NodeJS.Signals | null): string {
  const lastLine = stderrTail.trim().split('\n').at(-1) ?? ''
  const excerpt = lastLine.replace(/^[\s:]*(line )?\d+: (exec: )?/, '').trim()
  return excerpt === ''
    ? `it exited at once with ${signal ?? `code ${code}`}`
    : `it exited at once with the message ${quote(excerpt)}`
}
