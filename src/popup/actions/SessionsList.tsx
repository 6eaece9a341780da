import { type ListedSession, sessionLimit } from '#shared/sessions'
import { clock } from '#ui/dates.ts'
import { text } from '#ui/texts.ts'

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
      <div class="sessions-count" title={text('sessionsLimit', sessionLimit)}>
        <meter
          aria-label={text('sessionsMeter')}
          min={0}
          max={sessionLimit}
          high={sessionLimit - 1}
          optimum={0}
          value={count}
        />
        <strong>{text('sessionsCount', count, sessionLimit)}</strong>
      </div>
      <p class="note">{text('sessionsLimit', sessionLimit)}</p>
      {count === 0 && <p>{text('sessionsNone')}</p>}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari forgets that a list without bullets is one */}
      <ul role="list" class="sessions">
        {sessions.map(session => (
          <li key={session.key} data-here={session.isHere} data-ours={session.isOurs}>
            <code>{session.mask}</code>
            <span class="note">{wordsFor(session)}</span>
            <button
              type="button"
              class="small"
              aria-label={text('sessionEndNamed', session.mask)}
              onClick={() => onEnd(session)}
            >
              {text('sessionEnd')}
            </button>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p class="note">{text('sessionsHidden', hidden)}</p>}
    </>
  )
}

const wordsFor = ({ isHere, isOurs, since }: ListedSession): string =>
  [isHere && text('sessionHere'), isOurs ? text('sessionOurs', clock(since ?? 0)) : text('sessionNotOurs')]
    .filter(part => part !== false)
    .join(' · ')
