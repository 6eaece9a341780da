import { nameOf } from '#protocol/identity'
import { type Persona, setInUseOf } from '#shared/persona'
import { Disc } from '#ui/Disc.tsx'
import { text } from '#ui/texts.ts'
import { Pin } from './icons.tsx'

export interface PersonaRowProps {
  id: string
  persona: Persona
  isActive: boolean
  place: number
  count: number
  top: number
  site: { isGone: boolean; words: string }
  onActivate: () => void
  onChoose: (event: MouseEvent) => void
}

/** One persona of the list. The field keeps the keyboard, so a row only takes the mouse. */
export function PersonaRow({ persona, isActive, place, count, top, site, ...row }: PersonaRowProps) {
  const set = persona.attributeSets.length > 1 ? setInUseOf(persona)?.name : undefined
  const details = [
    nameOf(persona),
    persona.prefix,
    site.words,
    set,
    persona.isManaged && text('personaManaged'),
  ].filter(Boolean)
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names its active descendant
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field does the same
    <div
      role="option"
      id={row.id}
      class="persona"
      aria-selected={isActive}
      aria-posinset={place + 1}
      aria-setsize={count}
      style={{ top: `${top}px` }}
      onMouseMove={isActive ? undefined : row.onActivate}
      onMouseDown={event => event.preventDefault()}
      onClick={row.onChoose}
    >
      <Disc persona={persona} />
      <span class="persona-words">
        <span>
          <bdi>{persona.label}</bdi>
          {persona.pinned && <Pin />}
        </span>
        <small class={site.isGone ? 'gone' : ''}>
          {details.map((detail, index) => (
            <>
              {index > 0 && ' · '}
              <bdi key={detail}>{detail}</bdi>
            </>
          ))}
        </small>
      </span>
    </div>
  )
}
