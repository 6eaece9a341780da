import { nameOf } from '#protocol/identity'
import { type Persona, setInUseOf } from '#shared/persona'
import { Disc } from '#ui/Disc.tsx'
import { text } from '#ui/texts.ts'
import { Pin } from './icons.tsx'

export interface PersonaWordsProps {
  persona: Persona
  site: { isGone: boolean; words: string }
}

/** One persona of the list, in two lines. */
export function PersonaWords({ persona, site }: PersonaWordsProps) {
  const set = persona.attributeSets.length > 1 ? setInUseOf(persona)?.name : undefined
  const details = [
    nameOf(persona),
    persona.prefix,
    site.words,
    set,
    persona.isManaged && text('personaManaged'),
  ].filter(Boolean)
  return (
    <>
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
    </>
  )
}
