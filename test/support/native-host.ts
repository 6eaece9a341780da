import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import * as v from 'valibot'
import type { ResponseMessage } from '#protocol/messages'
import { CompanionMessageSchema } from '#protocol/progress'
import type { Channel } from './fake-channel.ts'
import { type CliEnvironment, companionProgram } from './run-hubpass.ts'

/** The arguments with which Chromium starts a host. */
export const extensionOrigin = 'chrome-extension://ccaabjbndhjenpcdfadnldglehgccgka/'

/** A running native messaging host. Tests talk to it in frames, as a browser does. */
export interface NativeHost extends Channel, AsyncDisposable {
  pid: number
  /** Stops reading its output, or reads on. */
  pauseOutput(): void
  resumeOutput(): void
  /** Closes our end of its output. */
  closeOutput(): void
  /** Closes our end of its standard error. */
  closeStderr(): void
  /** Writes raw bytes. */
  write(bytes: Uint8Array): void
  /** Sends a request and resolves with the response of the same id. */
  sendCommand(command: string, params: unknown): Promise<ResponseMessage>
  /** Resolves with the next response that matches, by default with any. */
  nextResponse(matches?: (response: ResponseMessage) => boolean): Promise<ResponseMessage>
  kill(signal: NodeJS.Signals): void
  /** Resolves when the process has ended, with its exit code and the remaining output. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; rest: Buffer; stderr: string }>
}

export function encodeFrame(message: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(message))
  const head = Buffer.alloc(4)
  head.writeUInt32LE(text.length)
  return Buffer.concat([head, text])
}

export interface NativeHostOptions extends CliEnvironment {
  command?: string
  args?: string[]
}

export function startNativeHost({
  home,
  env = {},
  command = process.execPath,
  args,
}: NativeHostOptions): NativeHost {
  const child = spawn(command, args ?? [companionProgram, extensionOrigin], {
    env: { ...process.env, HUBPASS_HOME: home, ...env },
  })
  const listeners = new Set<(message: unknown) => void>()
  const rest = readFrames(child, message => listeners.forEach(listener => void listener(message)))
  let stderr = ''
  child.stderr.on('data', chunk => {
    stderr += chunk
  })
  child.stdin.on('error', () => {}) // the process may have exited
  const ended = new Promise<Awaited<NativeHost['ended']>>(resolve => {
    child.on('close', (code, signal) => resolve({ code, signal, rest: rest(), stderr }))
  })
  let isClosedByUs = false
  const close = () => {
    isClosedByUs = true
    child.stdin.end()
  }
  const next = (matches: (response: ResponseMessage) => boolean = () => true) =>
    new Promise<ResponseMessage>((resolve, reject) => {
      void ended.then(({ stderr }) => reject(new Error(`the host ended: ${stderr}`)))
      const listener = (message: unknown): void => {
        const response = v.parse(CompanionMessageSchema, message)
        if ('progress' in response || !matches(response)) return
        listeners.delete(listener)
        resolve(response)
      }
      listeners.add(listener)
    })
  let lastId = 0
  return {
    pid: child.pid ?? -1,
    ended,
    close,
    nextResponse: next,
    pauseOutput: () => void child.stdout.pause(),
    resumeOutput: () => void child.stdout.resume(),
    closeOutput: () => void child.stdout.destroy(),
    closeStderr: () => void child.stderr.destroy(),
    write: bytes => void child.stdin.write(bytes),
    send: message => void child.stdin.write(encodeFrame(message)),
    onMessage: listener => void listeners.add(listener),
    onDisconnect: listener =>
      void ended.then(() => {
        if (!isClosedByUs) listener('Native host has exited.')
      }),
    sendCommand: (command, params) => {
      lastId += 1
      const id = lastId
      const answer = next(response => response.id === id)
      child.stdin.write(encodeFrame({ id, command, params }))
      return answer
    },
    kill: signal => void child.kill(signal),
    [Symbol.asyncDispose]: async () => {
      close()
      await ended
    },
  }
}

/** Reads frames and returns the remaining incomplete one. */
function readFrames(
  child: ChildProcessWithoutNullStreams,
  onMessage: (message: unknown) => void,
): () => Buffer {
  let rest = Buffer.alloc(0)
  child.stdout.on('data', chunk => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32LE()) {
      const length = rest.readUInt32LE()
      onMessage(JSON.parse(rest.subarray(4, 4 + length).toString()))
      rest = rest.subarray(4 + length)
    }
  })
  return () => rest
}
