import type { Writable } from 'node:stream'
import { errorMessage } from '#protocol/text'
import { encodeFrame, type Frame, FrameDecoder } from './frames.ts'

/** Frames on the standard streams of this process. */
export interface StdioChannel {
  /** Resolves when the operating system has accepted the frame; rejects if it cannot. */
  send(message: { id: number | null }): Promise<void>
  /** Resolves with the reason when the other side has disconnected or this process must end. */
  closed: Promise<string>
}

/**
 * Reserves standard output for frames. Other output of the program goes to standard error. Takes no
 * more frames while the other side does not read the answers.
 */
export function openStdio(onFrame: (frame: Frame) => void): StdioChannel {
  const write = process.stdout.write.bind(process.stdout)
  // Not bound, because access to `process.stderr` opens it and would delay the first response.
  process.stdout.write = (...args: [never, never]) => process.stderr.write(...args)
  return {
    send: message =>
      new Promise((resolve, reject) => {
        // A broken pipe also emits `error` on the stream, which is handled below.
        write(encodeFrame(message), error => (error == null ? resolve() : reject(error)))
      }),
    closed: new Promise(resolve => {
      readFrames(process.stdin, process.stdout, onFrame).then(resolve, error => resolve(errorMessage(error)))
      process.stdout.on('error', error => resolve(error.message))
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve(signal))
    }),
  }
}

/**
 * Passes frames on while the output takes the answers. Resolves with the reason at the end of the
 * input.
 */
export async function readFrames(
  input: AsyncIterable<Uint8Array>,
  output: Writable,
  onFrame: (frame: Frame) => void,
): Promise<string> {
  const decoder = new FrameDecoder()
  for await (const bytes of input)
    for (const frame of decoder.push(bytes)) {
      onFrame(frame)
      await waitUntilDrained(output)
    }
  return decoder.isInsideFrame ? 'the input ended inside a frame' : ''
}

const waitUntilDrained = (stream: Writable): Promise<void> =>
  new Promise(resolve => {
    if (stream.writableNeedDrain) stream.once('drain', resolve)
    else resolve()
  })
