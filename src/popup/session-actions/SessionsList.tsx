import { sessionLimit } from '#protocol/constants'
import type { ListedSession } from '#shared/sessions/session-list'
import { formatTime } from '#ui/dates.ts'
import { t } from '#ui/i18n.ts'

export interface SessionsListProps {
  sessions: ListedSession[]
  hidden: number
  onEnd: (session: ListedSession) => void
}

/** Shows the number of sessions, the limit and each session. */
export function SessionsList({ sessions, hidden, onEnd }: SessionsListProps) {
  const count = sessions.length + hidden
  return (
    <>
      <div class="sessions-count" title={t('popup.sessionsLimit', { limit: sessionLimit })}>
        <meter
          aria-label={t('popup.sessionsMeter')}
          min={0}
          max={sessionLimit}
          high={sessionLimit - 1}
          optimum={0}
          value={count}
        />
        <strong>{t('popup.sessionsCount', { sessions: count, limit: sessionLimit })}</strong>
      </div>
      <p class="note">{t('popup.sessionsLimit', { limit: sessionLimit })}</p>
      {count === 0 && <p>{t('popup.sessionsNone')}</p>}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ul role="list" class="sessions">
        {sortSessions(sessions).map(session => (
          <li key={session.key} data-here={session.isCurrent} data-ours={session.isCreatedByHubpass}>
            <code>{session.maskedId}</code>
            <span class="note">{describeSession(session)}</span>
            <button
              type="button"
              class="end"
              aria-label={t('popup.sessionEndNamed', { session: session.maskedId })}
              onClick={() => onEnd(session)}
            >
              {t('popup.sessionEnd')}
            </button>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p class="note">{t('popup.sessionsHidden', { count: hidden })}</p>}
    </>
  )
}

/** Puts the session of this tab first, then those of Hubpass. */
const sortSessions = (sessions: readonly ListedSession[]): ListedSession[] =>
  [...sessions].sort(
    (one, other) =>
      Number(other.isCurrent) - Number(one.isCurrent) ||
      Number(other.isCreatedByHubpass) - Number(one.isCreatedByHubpass),
  )

const describeSession = ({ isCurrent, isCreatedByHubpass, since }: ListedSession): string =>
  [
    isCurrent && t('popup.sessionCurrent'),
    isCreatedByHubpass === true && t('popup.sessionByHubpass', { time: formatTime(since ?? 0) }),
    isCreatedByHubpass === false && t('popup.sessionNotByHubpass'),
  ]
    .filter(part => part !== false)
    .join(' · ')
