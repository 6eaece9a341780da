import type { ResponseMessage } from '#protocol/messages'
import { findingOf } from '#protocol/to-finding'
import { Dispatcher } from './dispatcher.ts'
import { scheduleForcedExit } from './force-exit.ts'
import type { Frame } from './frames.ts'
import { schedulePreload, waitForPreload } from './preload.ts'
import { openStdio } from './stdio.ts'

/** The face for browsers: answers framed requests until the browser closes the port, then ends the process. */
export async function runHost(): Promise<void> {
  const dispatcher = new Dispatcher()
  const channel = openStdio(async frame => {
    await channel.send(await answer(frame))
    preloadOnce()
  })
  const answer = async (frame: Frame): Promise<ResponseMessage> =>
    frame.kind === 'message' ? dispatcher.answer(frame.message) : toErrorResponse(frame)
  const preloadOnce = once(schedulePreload)
  const reason = await channel.closed
  if (reason !== '') process.stderr.write(`hubpass: ${reason}\n`)
  scheduleForcedExit()
  await dispatcher.close()
  await waitForPreload()
  process.exit()
}

function toErrorResponse(frame: Exclude<Frame, { kind: 'message' }>): ResponseMessage {
  const error =
    frame.kind === 'too large'
      ? findingOf('MESSAGE_TOO_LARGE', { bytes: frame.bytes, limit: frame.limit })
      : findingOf('BAD_REQUEST', {
          field: 'Message',
          received: `${frame.bytes} bytes, ${frame.problem}`,
          expected: 'a message in JSON',
        })
  return { id: null, ok: false, error }
}

function once(action: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) action()
    isDone = true
  }
}
