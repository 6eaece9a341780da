import type { ComponentChildren } from 'preact'
import { maxNameLength } from '#protocol/constants'
import type { Intent } from '#shared/intents'
import { activeAttributeSet, type Persona } from '#shared/personas/persona'
import { t } from '#ui/i18n.ts'
import { CopyIcon, EditIcon, PinIcon, TrashIcon } from './icons.tsx'

export interface PersonaToolbarProps {
  persona: Persona
  /** Distance from the top of the list, in pixels. */
  top: number
  onEdit: (persona: Persona) => void
  send: (intent: Intent) => void
}

/**
 * Shows the actions for the active row. It overlays the option, because buttons inside an option
 * are not accessible.
 */
export function PersonaToolbar({ persona, top, send, onEdit }: PersonaToolbarProps) {
  const { id, label, pinned, isManaged } = persona
  const copy = {
    newId: crypto.randomUUID(),
    label: t('popup.personaCopy', { persona: label }).slice(0, maxNameLength),
  }
  return (
    <fieldset class="persona-tools" aria-label={label} style={{ top: `${top}px` }}>
      <ToolButton
        name={t('popup.personaPin', { persona: label })}
        isPressed={pinned}
        onClick={() => send({ intent: 'pinPersona', id, pinned: !pinned })}
      >
        <PinIcon />
      </ToolButton>
      {!isManaged && (
        <ToolButton name={t('popup.personaEdit', { persona: label })} onClick={() => onEdit(persona)}>
          <EditIcon />
        </ToolButton>
      )}
      <ToolButton
        name={t('popup.personaDuplicate', { persona: label })}
        onClick={() => send({ intent: 'duplicatePersona', id, ...copy })}
      >
        <CopyIcon />
      </ToolButton>
      {!isManaged && (
        <ToolButton
          name={t('popup.personaDelete', { persona: label })}
          onClick={() => send({ intent: 'deletePersona', id })}
        >
          <TrashIcon />
        </ToolButton>
      )}
      {persona.attributeSets.length > 1 && (
        <select
          aria-label={t('popup.personaSetInUse', { persona: label })}
          value={activeAttributeSet(persona)?.name}
          onChange={event => send({ intent: 'useAttributeSet', id, set: event.currentTarget.value })}
        >
          {persona.attributeSets.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
    </fieldset>
  )
}

interface ToolButtonProps {
  name: string
  isPressed?: boolean
  onClick: () => void
  children: ComponentChildren
}

const ToolButton = ({ name, isPressed, onClick, children }: ToolButtonProps) => (
  <button
    type="button"
    class="bare"
    aria-label={name}
    title={name}
    aria-pressed={isPressed}
    onClick={onClick}
  >
    {children}
  </button>
)
