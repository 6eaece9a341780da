import { say } from '#messages/checks/message'
import type { Text } from '#messages/message'
import { refusals, type Socket } from '../../qlik/engine/conversation.ts'
import { isSignedInAs } from './exchange.ts'
import { startSession } from './log-out.ts'
import type { Questions } from './questions.ts'
import { describeOutcome, readOutcome } from './socket.ts'

/** One more than Qlik Sense allows (docs/facts/qlik-sense.md §4.6). */
const count = 6

export interface ParallelSessions {
  /** The sessions whose WebSocket was accepted. */
  opened: number
  /** The message that refused the next one. */
  refusal: Text | undefined
  /** The accepted sessions that were dead in the end. */
  dead: number
}

/** Opens sessions with a WebSocket each until one is refused, and ends them all. */
export async function askParallelSessions(questions: Questions): Promise<ParallelSessions> {
  const { port } = questions
  const ids: string[] = []
  const sockets: Socket[] = []
  const open = async (): Promise<Text | undefined> => {
    const sessionId = await startSession(questions)
    ids.push(sessionId)
    const socket = await questions.openSocket({ sessionId, token: await questions.fetchToken(sessionId) })
    sockets.push(socket)
    const outcome = await readOutcome(socket, port.limits.firstMessageMs)
    if (outcome.kind !== 'user') return outcome.kind === 'refused' ? outcome.says : describeOutcome(outcome)
    const next = await socket.receive(['OnConnected', ...refusals], port.limits.firstMessageMs)
    if (next === undefined) return say('check.socket.noAnswer')
    return next.method === 'OnConnected' ? undefined : next.method
  }
  try {
    let refusal: Text | undefined
    while (ids.length < count && refusal === undefined) refusal = await open()
    const opened = ids.length - (refusal === undefined ? 0 : 1)
    let dead = 0
    for (const [at, sessionId] of ids.slice(0, opened).entries()) {
      const user = await questions.whoIs(sessionId, 'with an earlier session')
      const isCut = (await sockets[at]?.endsWithin(0)) === true
      if (isCut || !isSignedInAs(user, port.user)) dead += 1
    }
    return { opened, refusal, dead }
  } finally {
    for (const socket of sockets) socket.close()
    for (const sessionId of ids) await port.endSession(sessionId).catch(() => {})
  }
}
