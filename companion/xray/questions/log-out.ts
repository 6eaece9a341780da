import { say } from '#messages/checks/message'
import type { SessionCookie } from '#protocol/session-cookie'
import { ifClear, Unclear } from '../unclear.ts'
import { type Exchange, isSignedInAs } from './exchange.ts'
import { foreignOrigin, type Questions } from './questions.ts'
import { listSurvivals, type Replay, replay } from './session-end.ts'
import { askFirstTicket } from './tickets.ts'

/** How the session of a logout ended. */
export interface Logout {
  exchange: Exchange
  replay: Replay
  /** As Hubpass sets it. */
  cookie: SessionCookie
  /** As the proxy sets it for a ticket. */
  setCookies: readonly string[]
}

const key = '0123456789abcdef'

/** Creates a session and makes sure that it signs the user in. */
export async function startSession(questions: Questions): Promise<string> {
  const sessionId = questions.makeSessionId()
  await questions.port.createSession(sessionId)
  if (!isSignedInAs(await questions.whoIs(sessionId, 'with a new session'), questions.port.user))
    throw new Unclear(say('check.unclear.newSession'))
  return sessionId
}

/** Logs out as the hub does, with key and token, and repeats the cookie. */
export const askLogout = (questions: Questions): Promise<Logout> =>
  questions.recall('logout', async () => {
    const sessionId = await startSession(questions)
    const token = await questions.fetchToken(sessionId)
    // Browsers name the origin of every DELETE.
    const headers = {
      Origin: questions.port.hub,
      'X-Qlik-Xrfkey': key,
      ...(token === undefined ? {} : { 'qlik-csrf-token': token }),
    }
    const path = `${questions.path('/qps/user')}?xrfkey=${key}`
    const exchange = await questions.port.recordLogout(() =>
      questions.ask({ method: 'DELETE', path, headers, sessionId, with: 'with key and token' }),
    )
    const replayed = await replay(questions, sessionId, token)
    await questions.port.endSession(sessionId)
    const isRefused = exchange.answer.status >= 300 && listSurvivals(replayed).length > 0
    if (exchange.answer.status >= 400 || isRefused)
      throw new Unclear(say('check.unclear.logoutRefused', { status: exchange.answer.status }))
    const ticket = await ifClear(askFirstTicket(questions))
    return {
      exchange,
      replay: replayed,
      cookie: await questions.cookie(),
      setCookies: ticket?.setCookies ?? [],
    }
  })

/** A logout as another site could forge it, and whether the session survived. */
export interface ForgedLogout {
  exchange: Exchange
  isAlive: boolean
}

export async function forgeLogout(questions: Questions): Promise<ForgedLogout> {
  const sessionId = await startSession(questions)
  const exchange = await questions.port.recordLogout(() =>
    questions.ask({
      method: 'DELETE',
      path: questions.path('/qps/user'),
      headers: { Origin: foreignOrigin },
      sessionId,
      with: `with Origin ${foreignOrigin}, without key and token`,
    }),
  )
  const after = await questions.whoIs(sessionId, 'after the forged logout')
  const isAlive = isSignedInAs(after, questions.port.user)
  await questions.port.endSession(sessionId)
  return { exchange, isAlive }
}
