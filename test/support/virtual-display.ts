import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'

export interface VirtualDisplay extends AsyncDisposable {
  /** The value of the variable DISPLAY. */
  name: string
}

/** Starts an X server without a screen. It chooses the first free display number and reports it. */
export async function openVirtualDisplay(): Promise<VirtualDisplay> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const ended = once(server, 'exit')
  const number = await Promise.race([readFirstText(server.stdio[3]), ended.then(() => '')])
  if (number === '') throw new Error('Xvfb did not start')
  return {
    name: `:${number}`,
    [Symbol.asyncDispose]: async () => {
      server.kill()
      await ended
    },
  }
}

async function readFirstText(stream: unknown): Promise<string> {
  if (!(stream instanceof Readable)) return ''
  const [chunk]: unknown[] = await once(stream, 'data')
  return String(chunk).trim()
}
