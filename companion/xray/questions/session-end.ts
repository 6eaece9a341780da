import { inEnglish } from '#messages/checks/english'
import { say } from '#messages/checks/message'
import type { Text } from '#messages/message'
import { settleAll } from '../../util/settle-all.ts'
import { Unclear } from '../unclear.ts'
import { type Exchange, readUser } from './exchange.ts'
import type { Questions } from './questions.ts'
import { describeOutcome, isLetIn, readOutcome, type SocketOutcome } from './socket.ts'

/** What still works with the cookie of a session that should be dead. */
export interface Replay {
  user: Exchange
  hub: Exchange
  about: Exchange
  socket: SocketOutcome
  isKnown: boolean
  /** The pages that still open. */
  openPages: readonly string[]
  /** When `/qps/user` had answered. */
  firstAnswerAt: number
}

/** Repeats the cookie everywhere at once. `token` was fetched while the session lived. */
export async function replay(
  questions: Questions,
  sessionId: string,
  token: string | undefined,
): Promise<Replay> {
  const words = 'with the cookie of the ended session'
  const { port } = questions
  const askUser = async () => ({
    user: await questions.whoIs(sessionId, words),
    firstAnswerAt: port.now(),
  })
  const askSocket = async () => {
    const socket = await questions.openSocket({ sessionId, token })
    const outcome = await readOutcome(socket, port.limits.firstMessageMs)
    socket.close()
    return outcome
  }
  const [{ user, firstAnswerAt }, hub, about, socket, isKnown] = await settleAll([
    askUser(),
    questions.hub(sessionId, words),
    questions.ask({ path: questions.path('/api/hub/about'), sessionId, with: words }),
    askSocket(),
    port.knowsSession(sessionId),
  ])
  const openPages = []
  for (const page of [hub, about]) if (await questions.isOpenToSession(page)) openPages.push(page.path)
  return { user, hub, about, socket, isKnown, openPages, firstAnswerAt }
}

/** Returns where the cookie still works. */
export const listSurvivals = ({ user, openPages, socket, isKnown }: Replay): Text[] => [
  ...(readUser(user) === undefined ? [] : [user.path]),
  ...openPages,
  ...(isLetIn(socket) ? [say('check.socket.name')] : []),
  ...(isKnown ? ['QPS'] : []),
]

export const describeSocket = (outcome: SocketOutcome): string =>
  `WebSocket with the cookie of the ended session → ${inEnglish(describeOutcome(outcome))}`

/** How the session of the phase `main` ended. */
export interface SessionEnd {
  replay: Replay
  /** From the answer of QPS until `/qps/user` was answered. */
  deadAfterMs: number
  /** Undefined if there was no open WebSocket, with the reason. */
  socketEnded: boolean | { missing: Text }
  farewell: readonly string[]
}

export const askSessionEnd = (questions: Questions): Promise<SessionEnd> =>
  questions.recall('session end', () => endMainSession(questions))

async function endMainSession(questions: Questions): Promise<SessionEnd> {
  const { port, sessionId } = questions
  await questions.assertSignedIn()
  const token = await questions.token()
  const socket = await questions.ownSocket()
  const greeting = await readOutcome(socket, port.limits.firstMessageMs)
  const connected = await socket.receive(['OnConnected'], port.limits.firstMessageMs)
  const isOpen = connected !== undefined && greeting.kind === 'user' && !(await socket.endsWithin(0))
  // An open WebSocket shows that the session lives.
  if (!isOpen && readUser(await questions.whoIs(sessionId, 'before its end')) === undefined)
    throw new Unclear(say('check.unclear.endedEarly'))
  await port.endSession(sessionId)
  const endedAt = port.now()
  const replayed = await replay(questions, sessionId, token)
  const socketEnded = isOpen
    ? await socket.endsWithin(port.limits.socketEndMs)
    : { missing: describeOutcome(greeting) }
  const farewell = socket.messages.map(({ method }) => method)
  socket.close()
  return {
    replay: replayed,
    deadAfterMs: replayed.firstAnswerAt - endedAt,
    socketEnded,
    farewell,
  }
}
