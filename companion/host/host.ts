import { findingOf } from '#protocol/findings/to-finding'
import type { ResponseMessage } from '#protocol/messages'
import { Dispatcher } from './dispatcher.ts'
import type { Frame } from './frames.ts'
import { schedulePreload, waitForPreload } from './preload.ts'
import { openStdio } from './stdio.ts'

/** Longer than a clean-up may take (qlik/qps/create-session.ts, qlik/qps/cleanup-session.ts). */
const forceExitAfterMs = 1_500

/** Answers framed requests of a browser until it closes the port, then ends the process. */
export async function runHost(): Promise<void> {
  const dispatcher = new Dispatcher()
  const channel = openStdio(async frame => {
    await channel.send(await answer(frame))
    schedulePreload()
  })
  const answer = async (frame: Frame): Promise<ResponseMessage> =>
    frame.kind === 'message' ? dispatcher.answer(frame.message) : toErrorResponse(frame)
  const reason = await channel.closed
  if (reason !== '') process.stderr.write(`hubpass: ${reason}\n`)
  scheduleForcedExit()
  await dispatcher.close()
  await waitForPreload()
  process.exit()
}

function toErrorResponse(frame: Exclude<Frame, { kind: 'message' }>): ResponseMessage {
  const error =
    frame.kind === 'tooLarge'
      ? findingOf('MESSAGE_TOO_LARGE', { bytes: frame.bytes, limit: frame.limit })
      : findingOf('BAD_REQUEST', {
          field: 'Message',
          received: `${frame.bytes} bytes, ${frame.problem}`,
          expected: 'a message in JSON',
        })
  return { id: null, ok: false, error }
}

/** Kills this process after a time limit if it has not ended by itself. */
export function scheduleForcedExit(): void {
  // `process.exit` would wait for a file read that hangs, for example on a pipe.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), forceExitAfterMs)
}
