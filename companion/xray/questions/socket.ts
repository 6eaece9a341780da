import { say } from '#messages/checks/message'
import type { Text } from '#messages/message'
import { formatUserName, type UserName } from '#protocol/identity'
import { readUser, refusals, type Socket } from '../../qlik/engine/conversation.ts'

/** Whom a WebSocket let in. */
export type SocketOutcome =
  | { kind: 'refused'; says: Text }
  | { kind: 'user'; user: UserName }
  | { kind: 'signedOut' }
  | { kind: 'unclear'; says: Text }

/** Waits for the first words of a WebSocket. An anonymous user is not signed in. */
export async function readOutcome(socket: Socket, withinMs: number): Promise<SocketOutcome> {
  if (socket.refusal !== undefined)
    return { kind: 'refused', says: say('check.socket.status', { status: socket.refusal.status }) }
  const first = await socket.receive(['OnAuthenticationInformation', ...refusals], withinMs)
  if (first === undefined && socket.problem !== undefined) return { kind: 'unclear', says: socket.problem }
  if (first === undefined)
    return (await socket.endsWithin(0))
      ? { kind: 'refused', says: say('check.socket.closed') }
      : { kind: 'unclear', says: say('check.socket.mute') }
  if (first.method !== 'OnAuthenticationInformation') return { kind: 'refused', says: first.method }
  const user = readUser(first)
  if (user === 'nobody') return { kind: 'signedOut' }
  return user === undefined ? { kind: 'unclear', says: say('check.socket.noUser') } : { kind: 'user', user }
}

/** Returns an outcome in words. */
export function describeOutcome(outcome: SocketOutcome): Text {
  if (outcome.kind === 'user') return say('check.socket.user', { user: formatUserName(outcome.user) })
  if (outcome.kind === 'signedOut') return say('check.socket.signedOut')
  return say(`check.socket.${outcome.kind}`, { says: outcome.says })
}
