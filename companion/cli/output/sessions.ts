import { formatUserName } from '#protocol/identity'
import { truncateSessionId } from '#protocol/session-id'
import type { QpsSession } from '../../qlik/qps/wire.ts'
import { pluralize } from '../../util/text.ts'
import { formatTable } from './table.ts'

/** Shortens the session id: anyone who has the full id can act as that user. */
export const maskSessionId = (session: QpsSession): QpsSession => ({
  ...session,
  sessionId: truncateSessionId(session.sessionId),
})

/** Formats sessions as a table. */
export const formatSessions = (sessions: readonly QpsSession[]): string =>
  formatTable(
    ['User', 'Session', 'Attributes'],
    sessions.map(session => [
      formatUserName(session),
      session.sessionId,
      session.attributes.map(({ name, value }) => `${name}=${value}`).join('  '),
    ]),
  )

/** `1 session`, `2 sessions` */
export const formatSessionCount = ({ length }: readonly unknown[]): string =>
  pluralize(length === 0 ? 'no' : length, 'session')
