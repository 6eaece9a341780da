import { encodeFrame, type Frame, FrameDecoder } from './frames.ts'

/** The frames on this process's own standard streams. */
export interface StdioChannel {
  /** Resolves when the operating system has taken the frame. */
  send(message: { id: number | null }): Promise<void>
  /** Resolves with the reason when the other side is gone or this process was asked to end. */
  closed: Promise<string>
}

/** Takes standard output for frames alone: whatever else the program prints goes to standard error. */
export function openStdio(onFrame: (frame: Frame) => void): StdioChannel {
  const write = process.stdout.write.bind(process.stdout)
  // Not bound: to ask for standard error is to open it, which the first answer need not wait for.
  process.stdout.write = (...args: [never, never]) => process.stderr.write(...args)
  return {
    send: message =>
      new Promise(resolve => {
        // A broken pipe is told by the stream's own error event; there is nobody left to tell.
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
