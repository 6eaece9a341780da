import type { ComponentChildren } from 'preact'
import { maxNameLength } from '#protocol/limits'
import { type Persona, setInUseOf } from '#shared/persona'
import { text } from '#ui/texts.ts'
import { Bin, Copy, Pen, Pin } from './icons.tsx'
import type { PersonaBarProps } from './PersonaBar.tsx'

export interface PersonaToolsProps extends Pick<PersonaBarProps, 'ask' | 'onEdit'> {
  persona: Persona
  top: number
}

/** What can be done with the active row. It lies over the row and not in it, where a button could not be reached by all. */
export function PersonaTools({ persona, top, ask, onEdit }: PersonaToolsProps) {
  const { id, label, pinned, isManaged } = persona
  const copy = { newId: crypto.randomUUID(), label: text('personaCopy', label).slice(0, maxNameLength) }
  return (
    <fieldset class="persona-tools" aria-label={label} style={{ top: `${top}px` }}>
      <Tool
        name={text('personaPin', label)}
        isPressed={pinned}
        onClick={() => ask({ intent: 'pinPersona', id, pinned: !pinned })}
      >
        <Pin />
      </Tool>
      {!isManaged && (
        <Tool name={text('personaEdit', label)} onClick={() => onEdit(persona)}>
          <Pen />
        </Tool>
      )}
      <Tool
        name={text('personaDuplicate', label)}
        onClick={() => ask({ intent: 'duplicatePersona', id, ...copy })}
      >
        <Copy />
      </Tool>
      {!isManaged && (
        <Tool name={text('personaDelete', label)} onClick={() => ask({ intent: 'deletePersona', id })}>
          <Bin />
        </Tool>
      )}
      {persona.attributeSets.length > 1 && (
        <select
          aria-label={text('personaSetInUse', label)}
          value={setInUseOf(persona)?.name}
          onChange={event => ask({ intent: 'useAttributeSet', id, set: event.currentTarget.value })}
        >
          {persona.attributeSets.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
    </fieldset>
  )
}

interface ToolProps {
  name: string
  isPressed?: boolean
  onClick: () => void
  children: ComponentChildren
}

const Tool = ({ name, isPressed, onClick, children }: ToolProps) => (
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
