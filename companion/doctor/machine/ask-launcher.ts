import type { ChildProcess } from 'node:child_process'
import { commands, type Result } from '#protocol/commands'
import { failure, HubpassError } from '#protocol/errors'
import { extensionId, helloTimeoutMs, maxMessageFromCompanionBytes } from '#protocol/limits'
import { ResponseSchema } from '#protocol/messages'
import { parse } from '#protocol/parse'
import { quote } from '#protocol/quote'
import { protocolVersions } from '#protocol/versions'
import { abortable } from '../../abortable.ts'
import { isErrorCode, reasonOf } from '../../error-codes.ts'
import { encodeFrame, FrameDecoder } from '../../transport/frames.ts'
import { companionVersion } from '../../version.ts'

const { spawn } = await import('node:child_process')

export type Greeting = Result<'hello'> & { ms: number }

/**
 * Starts what browsers start, greets it and gives its answer; nothing of it is left running. Throws LAUNCHER_BROKEN, what it
 * answers, and the signal's reason.
 */
export async function askLauncher(
  launcher: string,
  signal: AbortSignal,
  patienceMs = helloTimeoutMs,
): Promise<Greeting> {
  const startedAt = performance.now()
  const patience = AbortSignal.timeout(patienceMs)
  const child = start(launcher)
  try {
    const answer = await abortable(answerOf(child, launcher), AbortSignal.any([signal, patience]))
    const response = parse(ResponseSchema, answer, 'Answer')
    if (!response.ok) throw new HubpassError(response.error)
    const hello = parse(commands.hello.result, response.result, 'hello result')
    return { ...hello, ms: Math.round(performance.now() - startedAt) }
  } catch (error) {
    if (error !== patience.reason) throw error
    const problem = `it did not answer within ${patienceMs / 1000} seconds`
    throw failure('LAUNCHER_BROKEN', { launcher, problem }, error)
  } finally {
    end(child)
  }
}

/** With the caller's name as the argument; on Windows through cmd.exe. The home that browsers do not know is not told. */
function start(launcher: string): ChildProcess {
  const origin = `chrome-extension://${extensionId}/`
  const { HUBPASS_HOME: _, ...env } = process.env
  if (process.platform !== 'win32') return spawn(launcher, [origin], { env, detached: true })
  const shell = process.env.ComSpec ?? 'cmd.exe'
  const line = ['/d', '/s', '/c', `""${launcher}" ${origin}"`]
  return spawn(shell, line, { env, windowsHide: true, windowsVerbatimArguments: true })
}

/** Also what a script has started in its turn: its group; on Windows what reads the input that ends. */
function end(child: ChildProcess): void {
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy()
  if (process.platform === 'win32') child.kill()
  else if (child.pid !== undefined) endGroup(child.pid)
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (!isErrorCode(error, 'ESRCH', 'EPERM')) throw error // it has ended already
  }
}

/** Enough for the last line. */
const heardOfErrors = 4_096

function answerOf(child: ChildProcess, launcher: string): Promise<unknown> {
  const broken = (problem: string) => failure('LAUNCHER_BROKEN', { launcher, problem })
  const decoder = new FrameDecoder()
  let said = ''
  return new Promise((resolve, reject) => {
    child.on('error', error => reject(broken(reasonOf(error))))
    child.on('close', (code, signal) =>
      reject(broken(endInWords(said.replaceAll(launcher, ''), code, signal))),
    )
    child.stderr?.on('data', chunk => {
      said = `${said}${chunk}`.slice(-heardOfErrors)
    })
    child.stdout?.on('data', (bytes: Buffer) => {
      const isBeginning = !decoder.isInside
      const [frame] = decoder.push(bytes)
      if (frame?.kind === 'message') resolve(frame.message)
      else if (frame !== undefined || (isBeginning && isText(bytes)))
        reject(broken('it prints something that is no message'))
    })
    child.stdin?.on('error', () => {}) // it may be gone first; how it ended says why
    child.stdin?.write(encodeFrame(greeting))
  })
}

/** Letters taken for a length make a number that no message has (peers-and-platform-facts §5.3). */
const isText = (bytes: Buffer): boolean =>
  bytes.length >= 4 && bytes.readUInt32LE() > maxMessageFromCompanionBytes

const greeting = {
  id: 1,
  command: 'hello',
  params: { protocol: protocolVersions, extension: companionVersion },
}

/** The last line is what a shell or Node says when it gives up; a shell begins with the place in its script. */
function endInWords(said: string, code: number | null, signal: NodeJS.Signals | null): string {
  const last = said.trim().split('\n').at(-1) ?? ''
  const words = last.replace(/^[\s:]*(line )?\d+: (exec: )?/, '').trim()
  return words === ''
    ? `it ended at once, with ${signal ?? `the code ${code}`}`
    : `it ended at once and said ${quote(words)}`
}
