import { nameOf } from '#protocol/identity'
import { shortened } from '#protocol/session-id'
import { counted } from '../counted.ts'
import type { HeldSession } from '../qps/answers.ts'
import { visible } from '../visible.ts'

/** Whoever has the whole id is that user. */
export const masked = (session: HeldSession): HeldSession => ({
  ...session,
  sessionId: shortened(session.sessionId),
})

/** Sessions for people, one per line: user, session id, attributes. */
export function describeSessions(sessions: readonly HeldSession[]): string {
  const width = Math.max(...sessions.map(session => nameOf(session).length))
  return sessions.map(session => line(session, width)).join('\n')
}

const line = (session: HeldSession, width: number): string =>
  [
    nameOf(session).padEnd(width),
    session.sessionId,
    ...session.attributes.map(({ name, value }) => `${name}=${value}`),
  ]
    .map(visible)
    .join('  ')

/** `1 session`, `2 sessions` */
export const countOf = ({ length }: readonly HeldSession[]): string =>
  counted(length === 0 ? 'no' : length, 'session')
