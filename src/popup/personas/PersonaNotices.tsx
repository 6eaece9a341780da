import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Intent } from '#shared/intents'
import type { PersonasState } from '#shared/personas/persona-state'
import { useNow } from '#ui/hooks/use-now.ts'
import { t, tRich } from '#ui/i18n.ts'
import type { Model } from '../state/model.ts'

export interface PersonaNoticesProps {
  state: PersonasState
  /** The persona that was saved last. */
  saved: Model['savedPersona']
  send: (intent: Intent) => void
}

/** Shows for a while what happened to a persona, and why it could not be stored. */
export function PersonaNotices({ state, saved, send }: PersonaNoticesProps) {
  const { deleted, deletedAt, notSaved } = state
  const until = Math.max(deletedAt ?? 0, saved?.at ?? 0) + noticeMs
  const [isOver, setOver] = useState(false)
  const isRecent = useNow(!isOver, 1000) < until
  useEffect(() => setOver(!isRecent), [isRecent, until])
  if (notSaved !== undefined)
    return (
      <p class="notice gone" role="alert" dir="auto">
        {t('popup.personaNotSaved', { reason: notSaved })}
      </p>
    )
  if (!isRecent) return null
  if (deleted === undefined)
    return (
      saved && (
        <Notice>
          <span>{tRich('popup.personaSaved', { persona: <bdi>{saved.label}</bdi> })}</span>
        </Notice>
      )
    )
  return (
    <Notice>
      <span>{tRich('popup.personaDeleted', { persona: <bdi>{deleted.label}</bdi> })}</span>
      <button type="button" class="small" onClick={() => send({ intent: 'undeletePersona' })}>
        {t('common.undo')}
      </button>
    </Notice>
  )
}

const Notice = ({ children }: { children: ComponentChildren }) => (
  <p class="notice" role="status" dir="auto">
    {children}
  </p>
)

/** How long a notice stays. */
const noticeMs = 10_000
