import type { UserName } from '#protocol/identity'
import { readUser, refusals, type Socket } from '../../qlik/engine/conversation.ts'

/** Whom a WebSocket let in. */
export type SocketOutcome =
  | { kind: 'refused'; says: string }
  | { kind: 'user'; user: UserName }
  | { kind: 'signedOut' }
  | { kind: 'unclear'; says: string }

/** Waits for the first words of a WebSocket. An anonymous user is not signed in. */
export async function readOutcome(socket: Socket, withinMs: number): Promise<SocketOutcome> {
  if (socket.refusal !== undefined) return { kind: 'refused', says: `status ${socket.refusal.status}` }
  const first = await socket.receive(['OnAuthenticationInformation', ...refusals], withinMs)
  if (first === undefined && socket.problem !== undefined) return { kind: 'unclear', says: socket.problem }
  if (first === undefined)
    return (await socket.endsWithin(0))
      ? { kind: 'refused', says: 'closed without a message' }
      : { kind: 'unclear', says: 'it stays open without a message' }
  if (first.method !== 'OnAuthenticationInformation') return { kind: 'refused', says: first.method }
  const user = readUser(first)
  if (user === 'nobody') return { kind: 'signedOut' }
  return user === undefined ? { kind: 'unclear', says: 'it names no user' } : { kind: 'user', user }
}

/** Returns an outcome in words. */
export function describeOutcome(outcome: SocketOutcome): string {
  if (outcome.kind === 'user') return `signed in as ${outcome.user.userDirectory}\\${outcome.user.userId}`
  if (outcome.kind === 'signedOut') return 'asked to sign in'
  return outcome.kind === 'refused' ? `refused (${outcome.says})` : `unclear (${outcome.says})`
}
