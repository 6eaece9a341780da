import { nameOf } from '#protocol/identity'
import type { HeldSession } from '../qps/answers.ts'
import { visible } from '../visible.ts'

/** The beginning of a session id, to tell sessions apart; whoever has the whole of it is that user. */
const masked = (sessionId: string): string => `${sessionId.slice(0, Math.min(4, sessionId.length / 4))}…`

/** Sessions for people, one per line: user, session id, attributes. */
export function describeSessions(sessions: readonly HeldSession[], showIds: boolean): string {
  const width = Math.max(...sessions.map(session => nameOf(session).length))
  return sessions.map(session => line(session, width, showIds)).join('\n')
}

const line = (session: HeldSession, width: number, showIds: boolean): string =>
  [
    nameOf(session).padEnd(width),
    showIds ? session.sessionId : masked(session.sessionId),
    ...session.attributes.map(({ name, value }) => `${name}=${value}`),
  ]
    .map(visible)
    .join('  ')

/** `1 session`, `2 sessions` */
export const countOf = ({ length }: readonly HeldSession[]): string =>
  `${length === 0 ? 'no' : length} ${length === 1 ? 'session' : 'sessions'}`
