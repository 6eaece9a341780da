import { formatUserName } from '#protocol/identity'
import { truncateSessionId } from '#protocol/session-id'
import type { QpsSession } from '../../qlik/qps/wire.ts'
import { pluralize, stripControlCharacters } from '../../util/text.ts'

/** Shortens the session id: anyone who has the full id can act as that user. */
export const maskSessionId = (session: QpsSession): QpsSession => ({
  ...session,
  sessionId: truncateSessionId(session.sessionId),
})

/** Formats sessions as text, one per line: user, session id, attributes. */
export function formatSessions(sessions: readonly QpsSession[]): string {
  const width = Math.max(...sessions.map(session => formatUserName(session).length))
  return sessions.map(session => formatSession(session, width)).join('\n')
}

const formatSession = (session: QpsSession, width: number): string =>
  [
    formatUserName(session).padEnd(width),
    session.sessionId,
    ...session.attributes.map(({ name, value }) => `${name}=${value}`),
  ]
    .map(stripControlCharacters)
    .join('  ')

/** `1 session`, `2 sessions` */
export const formatSessionCount = ({ length }: readonly QpsSession[]): string =>
  pluralize(length === 0 ? 'no' : length, 'session')
