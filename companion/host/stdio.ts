import { encodeFrame, type Frame, FrameDecoder } from './frames.ts'

/** Frames on the standard streams of this process. */
export interface StdioChannel {
  /** Resolves when the operating system has accepted the frame. */
  send(message: { id: number | null }): Promise<void>
  /** Resolves with the reason when the other side has disconnected or this process must end. */
  closed: Promise<string>
}

/** Reserves standard output for frames. Other output of the program goes to standard error. */
export function openStdio(onFrame: (frame: Frame) => void): StdioChannel {
  const write = process.stdout.write.bind(process.stdout)
  // Not bound, because access to `process.stderr` opens it and would delay the first response.
  process.stdout.write = (...args: [never, never]) => process.stderr.write(...args)
  return {
    send: message =>
      new Promise(resolve => {
        // A broken pipe emits `error` on the stream, which is handled below.
        write(encodeFrame(message), () => resolve())
      }),
    closed: new Promise(resolve => {
      readFrames(onFrame, resolve)
      process.stdout.on('error', error => resolve(error.message))
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve(signal))
    }),
  }
}

function readFrames(onFrame: (frame: Frame) => void, onEnd: (reason: string) => void): void {
  const decoder = new FrameDecoder()
  process.stdin.on('data', (bytes: Buffer) => {
    for (const frame of decoder.push(bytes)) onFrame(frame)
  })
  process.stdin.on('end', () => onEnd(decoder.isInsideFrame ? 'the input ended inside a frame' : ''))
  process.stdin.on('close', () => onEnd(''))
  process.stdin.on('error', error => onEnd(error.message))
}
