import { say } from '#messages/checks/message'
import type { Text } from '#messages/message'
import { formatUserName, type UserName } from '#protocol/identity'
import { readIntroducedUser, refusals, type Socket } from '../../qlik/engine/conversation.ts'

/** Whom a WebSocket let in. */
export type SocketOutcome =
  | { kind: 'refused'; says: Text }
  | { kind: 'user'; user: UserName }
  /** Connected to the engine, without a name. */
  | { kind: 'unnamed' }
  | { kind: 'anonymous' }
  | { kind: 'signedOut' }
  | { kind: 'unclear'; says: Text }

/** Returns whether the engine took somebody for a signed-in user. */
export const isLetIn = ({ kind }: SocketOutcome): boolean => kind === 'user' || kind === 'unnamed'

/** Waits for the first words of a WebSocket. An anonymous user is not signed in. */
export async function readOutcome(socket: Socket, withinMs: number): Promise<SocketOutcome> {
  if (socket.refusal !== undefined)
    return { kind: 'refused', says: say('check.socket.status', { status: socket.refusal.status }) }
  const first = await socket.receive(['OnAuthenticationInformation', ...refusals], withinMs)
  if (first === undefined && (await socket.receive(['OnConnected'], 0))?.params.qSessionState !== undefined)
    return { kind: 'unnamed' }
  if (first === undefined && socket.problem !== undefined) return { kind: 'unclear', says: socket.problem }
  if (first === undefined)
    return (await socket.endsWithin(0))
      ? { kind: 'refused', says: say('check.socket.closed') }
      : { kind: 'unclear', says: say('check.socket.mute') }
  if (first.method !== 'OnAuthenticationInformation') return { kind: 'refused', says: first.method }
  const user = readIntroducedUser(first)
  if (user === 'nobody') return { kind: 'signedOut' }
  if (user === 'anonymous') return { kind: 'anonymous' }
  return user === undefined ? { kind: 'unclear', says: say('check.socket.noUser') } : { kind: 'user', user }
}

/** Returns an outcome in words. */
export function describeOutcome(outcome: SocketOutcome): Text {
  if (outcome.kind === 'user') return say('check.socket.user', { user: formatUserName(outcome.user) })
  if (outcome.kind === 'refused' || outcome.kind === 'unclear')
    return say(`check.socket.${outcome.kind}`, { says: outcome.says })
  return say(`check.socket.${outcome.kind}`)
}
