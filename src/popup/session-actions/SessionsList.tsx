import { type ListedSession, sessionLimit } from '#shared/sessions/session-list'
import { formatTime } from '#ui/dates.ts'
import { t } from '#ui/i18n.ts'

export interface SessionsListProps {
  sessions: ListedSession[]
  hidden: number
  onEnd: (session: ListedSession) => void
}

/** How many of five, and each with what is known of it. */
export function SessionsList({ sessions, hidden, onEnd }: SessionsListProps) {
  const count = sessions.length + hidden
  return (
    <>
      <div class="sessions-count" title={t('sessionsLimit', sessionLimit)}>
        <meter
          aria-label={t('sessionsMeter')}
          min={0}
          max={sessionLimit}
          high={sessionLimit - 1}
          optimum={0}
          value={count}
        />
        <strong>{t('sessionsCount', count, sessionLimit)}</strong>
      </div>
      <p class="note">{t('sessionsLimit', sessionLimit)}</p>
      {count === 0 && <p>{t('sessionsNone')}</p>}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ul role="list" class="sessions">
        {sessions.map(session => (
          <li key={session.key} data-here={session.isCurrent} data-ours={session.isCreatedByHubpass}>
            <code>{session.maskedId}</code>
            <span class="note">{describeSession(session)}</span>
            <button
              type="button"
              class="small"
              aria-label={t('sessionEndNamed', session.maskedId)}
              onClick={() => onEnd(session)}
            >
              {t('sessionEnd')}
            </button>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p class="note">{t('sessionsHidden', hidden)}</p>}
    </>
  )
}

const describeSession = ({ isCurrent, isCreatedByHubpass, since }: ListedSession): string =>
  [
    isCurrent && t('sessionHere'),
    isCreatedByHubpass ? t('sessionOurs', formatTime(since ?? 0)) : t('sessionNotOurs'),
  ]
    .filter(part => part !== false)
    .join(' · ')
