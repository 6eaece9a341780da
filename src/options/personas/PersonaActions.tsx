import type { Persona } from '#shared/personas/persona'
import { t } from '#ui/i18n.ts'
import type { SectionProps } from '../options-client.ts'

export interface PersonaActionsProps extends Pick<SectionProps, 'client'> {
  persona: Persona
  /** Undefined without a site to sign in to. */
  onSignIn: (() => void) | undefined
  onEdit: () => void
}

/** Shows what can be done with a persona. Those of the organization cannot be changed. */
export function PersonaActions({ client, persona, onSignIn, onEdit }: PersonaActionsProps) {
  const { id, label, pinned, isManaged } = persona
  return (
    <div class="persona-actions">
      <button
        type="button"
        class="small"
        disabled={onSignIn === undefined}
        onClick={onSignIn}
        aria-label={t('options.personaSignIn', { persona: label })}
      >
        {t('button.signIn')}
      </button>
      <button
        type="button"
        class="small"
        aria-pressed={pinned}
        aria-label={t('popup.personaPin', { persona: label })}
        onClick={() => client.send({ intent: 'pinPersona', id, pinned: !pinned })}
      >
        {t(pinned ? 'options.personaPinned' : 'options.personaPin')}
      </button>
      {!isManaged && (
        <>
          <button
            type="button"
            class="small"
            aria-label={t('popup.personaEdit', { persona: label })}
            onClick={onEdit}
          >
            {t('options.personaEdit')}
          </button>
          <button
            type="button"
            class="small"
            aria-label={t('popup.personaDelete', { persona: label })}
            onClick={() => client.send({ intent: 'deletePersona', id })}
          >
            {t('options.personaDelete')}
          </button>
        </>
      )}
    </div>
  )
}
