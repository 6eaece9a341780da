import type { EngineAnswer } from '#protocol/engine-answer'
import { isSameUser, type UserName } from '#protocol/identity'
import { stripControlCharacters } from '../../util/text.ts'
import {
  asksToSignIn,
  isLicenseRefusal,
  type Message,
  type Refusal,
  readIntroducedUser,
  refusals,
  type Socket,
} from './conversation.ts'

type Outcome = EngineAnswer['outcome']

/**
 * Reads what a WebSocket says first: who it is, then whether it is connected. Does not tell origin and
 * token apart.
 */
export async function readAnswer(
  socket: Socket,
  expected: UserName,
  msLeft: () => number,
): Promise<EngineAnswer> {
  if (socket.refusal !== undefined) return readRefusal(socket.refusal)
  const first = await socket.receive([introduction, connected, ...refusals], msLeft())
  if (first === undefined) return explainSilence(socket)
  if (first.method !== introduction) return readVerdict(first) ?? { outcome: 'undecided', says: first.method }
  const user = readIntroducedUser(first)
  if (user === 'nobody' || user === 'anonymous') return { outcome: 'noSession' }
  if (user === undefined) return { outcome: 'undecided', says: first.method }
  const next = await socket.receive([connected, ...refusals], msLeft())
  const verdict = next && readVerdict(next)
  return { ...(verdict ?? { outcome: isSameUser(user, expected) ? 'accepted' : 'otherUser' }), user }
}

const introduction = 'OnAuthenticationInformation'
const connected = 'OnConnected'

const verdicts: Record<string, Outcome> = {
  OnLicenseAccessDenied: 'licenseDenied',
  OnMaxParallelSessionsExceeded: 'tooManySessions',
  OnNoEngineAvailable: 'noEngine',
  OnSessionTimedOut: 'noSession',
  OnSessionClosed: 'noSession',
  OnSessionLoggedOut: 'noSession',
}

/** Returns what a message decides against the session, or undefined if it is connected. */
function readVerdict(message: Message): EngineAnswer | undefined {
  const { method, params } = message
  const { qSessionState: state } = params
  const says = describe(params.message ?? state ?? method)
  if (isLicenseRefusal(message)) return { outcome: 'licenseDenied', says }
  if (method !== connected) return { outcome: verdicts[method] ?? 'undecided', says }
  if (typeof state !== 'string' || !state.includes('ERROR')) return undefined
  return { outcome: state.includes('LIMIT_EXCEEDED') ? 'tooManySessions' : 'undecided', says }
}

function readRefusal(refusal: Refusal): EngineAnswer {
  const { status } = refusal
  if (status === 403) return { outcome: 'forbidden', status }
  return { outcome: asksToSignIn(refusal) ? 'noSession' : 'notUpgraded', status }
}

/** A connection that ends in the handshake, or right after it. */
const closedPattern = /hang up|ECONNRESET|EPIPE/

async function explainSilence(socket: Socket): Promise<EngineAnswer> {
  const { problem, isUnanswered } = socket
  if (isUnanswered) return { outcome: 'silent' }
  if (problem !== undefined && !closedPattern.test(problem))
    return { outcome: 'undecided', says: describe(problem) }
  return { outcome: (await socket.endsWithin(0)) ? 'closed' : 'silent' }
}

/** The caller shortens it. */
const describe = (text: unknown): string => stripControlCharacters(String(text))
