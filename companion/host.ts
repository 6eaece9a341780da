import { findingOf } from '#protocol/findings/index'
import type { Response } from '#protocol/messages'
import { Dispatcher } from './dispatch.ts'
import { setLastResort } from './last-resort.ts'
import type { Frame } from './transport/frames.ts'
import { openStdio } from './transport/stdio.ts'
import { warmUpEnded, warmUpSoon } from './warm-up.ts'

/** The face for browsers: answers framed requests until the browser closes the port, then ends the process. */
export async function runHost(): Promise<void> {
  const dispatcher = new Dispatcher()
  const channel = openStdio(async frame => {
    await channel.send(await answer(frame))
    warmUpOnce()
  })
  const answer = async (frame: Frame): Promise<Response> =>
    frame.kind === 'message' ? dispatcher.answer(frame.message) : refuse(frame)
  const warmUpOnce = once(warmUpSoon)
  const reason = await channel.closed
  if (reason !== '') process.stderr.write(`hubpass: ${reason}\n`)
  setLastResort()
  await dispatcher.close()
  await warmUpEnded()
  process.exit()
}

function refuse(frame: Exclude<Frame, { kind: 'message' }>): Response {
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

function once(work: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) work()
    isDone = true
  }
}
