import type { ChildProcess } from 'node:child_process'
import { commands, type Result } from '#protocol/commands'
import { failure, HubpassError } from '#protocol/errors'
import { extensionId, helloTimeoutMs, maxMessageFromCompanionBytes } from '#protocol/limits'
import { ResponseSchema } from '#protocol/messages'
import { parse } from '#protocol/parse'
import { quote } from '#protocol/quote'
import { protocolVersions } from '#protocol/versions'
import { reasonOf } from '../../error-codes.ts'
import { encodeFrame, FrameDecoder } from '../../transport/frames.ts'
import { companionVersion } from '../../version.ts'

const { spawn } = await import('node:child_process')

export type Greeting = Result<'hello'> & { ms: number }

/** Starts what browsers start, greets it and gives its answer. Throws LAUNCHER_BROKEN, and what it answers. */
export async function askLauncher(launcher: string, signal: AbortSignal): Promise<Greeting> {
  const startedAt = performance.now()
  const child = start(launcher)
  const stop = () => child.kill()
  const timer = setTimeout(stop, helloTimeoutMs)
  signal.addEventListener('abort', stop)
  try {
    const response = parse(ResponseSchema, await answerOf(child, launcher), 'Answer')
    if (!response.ok) throw new HubpassError(response.error)
    const hello = parse(commands.hello.result, response.result, 'hello result')
    return { ...hello, ms: Math.round(performance.now() - startedAt) }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    child.stdin?.end()
  }
}

/** With the caller's name as the argument; on Windows through cmd.exe. The home that browsers do not know is not told. */
function start(launcher: string): ChildProcess {
  const origin = `chrome-extension://${extensionId}/`
  const { HUBPASS_HOME: _, ...env } = process.env
  if (process.platform !== 'win32') return spawn(launcher, [origin], { env })
  const shell = process.env.ComSpec ?? 'cmd.exe'
  const line = ['/d', '/s', '/c', `""${launcher}" ${origin}"`]
  return spawn(shell, line, { env, windowsHide: true, windowsVerbatimArguments: true })
}

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
      said += chunk
    })
    child.stdout?.on('data', (bytes: Buffer) => {
      const [frame] = decoder.push(bytes)
      if (frame?.kind === 'message') resolve(frame.message)
      else if (frame !== undefined || isText(bytes)) reject(broken('it prints something that is no message'))
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
  if (signal === 'SIGTERM') return `it did not answer within ${helloTimeoutMs / 1000} seconds`
  const last = said.trim().split('\n').at(-1) ?? ''
  const words = last.replace(/^[\s:]*(line )?\d+: (exec: )?/, '').trim()
  return words === ''
    ? `it ended at once, with the code ${code}`
    : `it ended at once and said ${quote(words)}`
}
