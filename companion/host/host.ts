import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import type { ResponseMessage } from '#protocol/messages'
import { sweepIfLeft } from '../open-sessions/sweep-if-left.ts'
import { warn } from '../util/warn.ts'
import { describeCrash, waitForCrash } from './crash.ts'
import { Dispatcher } from './dispatcher.ts'
import type { Frame } from './frames.ts'
import { schedulePreload, waitForPreload } from './preload.ts'
import { openStdio } from './stdio.ts'

/** Longer than a clean-up may take (qlik/qps/create-session.ts, qlik/qps/cleanup-session.ts). */
const forceExitAfterMs = 1_500

/** The exit code of a bug (docs/cli.md). */
const crashExitCode = 70

/**
 * Answers framed requests of a browser until it closes the port, then ends the process. After an
 * error that nothing handled, the process ends in the same order: running requests end their
 * sessions first.
 */
export async function runHost(): Promise<void> {
  const channel = openStdio(frame => void handleFrame(frame))
  let endPort = () => {}
  const flooded = new Promise<void>(resolve => {
    endPort = resolve
  })
  const dispatcher = new Dispatcher(channel.send, endPort)
  const handleFrame = async (frame: Frame): Promise<void> => {
    if (frame.kind === 'message') await dispatcher.handle(frame.message)
    else await channel.send(toErrorResponse(frame)).catch(() => {}) // nobody reads it
    schedulePreload()
  }
  const sweep = new AbortController()
  // No answer waits for it.
  const swept = sweepIfLeft('browser', sweep.signal)
  const end = await Promise.race([
    channel.closed.then(reason => ({ reason, exitCode: 0 })),
    flooded.then(() => ({ reason: 'too many refused requests to change sites', exitCode: 0 })),
    waitForCrash().then(error => ({ reason: describeCrash(error), exitCode: crashExitCode })),
  ])
  if (end.reason !== '') warn(`hubpass: ${end.reason}`)
  scheduleForcedExit()
  sweep.abort()
  await Promise.all([dispatcher.close(), swept])
  await waitForPreload()
  process.exit(end.exitCode)
}

function toErrorResponse(frame: Exclude<Frame, { kind: 'message' }>): ResponseMessage {
  return frame.kind === 'tooLarge'
    ? toFailedResponse(null, failure('MESSAGE_TOO_LARGE', { bytes: frame.bytes, limit: frame.limit }))
    : toFailedResponse(
        frame.id ?? null,
        failure('BAD_REQUEST', {
          field: 'Message',
          received: `${frame.bytes} bytes, ${frame.problem}`,
          expected: 'a message in JSON',
        }),
      )
}

const toFailedResponse = (id: number | null, error: unknown): ResponseMessage => ({
  id,
  ok: false,
  error: toFinding(error),
})

/** Kills this process after a time limit if it has not ended by itself. */
export function scheduleForcedExit(): void {
  // `process.exit` would wait for a file read that hangs, for example on a pipe.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), forceExitAfterMs)
}
