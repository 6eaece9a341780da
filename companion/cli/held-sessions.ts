import { nameOf } from '#protocol/identity'
import { counted } from '../counted.ts'
import type { HeldSession } from '../qps/answers.ts'
import { visible } from '../visible.ts'

/** With the beginning of its id, to tell sessions apart; whoever has the whole of it is that user. */
export const masked = (session: HeldSession): HeldSession => ({
  ...session,
  sessionId: `${session.sessionId.slice(0, Math.min(shownAtMost, session.sessionId.length / 4))}…`,
})

/**
 * As {@link masked} shortens an id, or the beginning alone copied from there. No id holds this character; three full stops it may
 * end with.
 */
export const isShortened = (sessionId: string): boolean =>
  sessionId.endsWith('…') || (sessionId.length <= shownAtMost && sessionId !== '')

const shownAtMost = 4

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
