import type { ComponentChildren } from 'preact'
import { nameOf } from '#protocol/identity'
import { initialsOf } from '#shared/initials'
import type { Persona } from '#shared/persona'
import { personaColours } from '#shared/persona-colours'
import { text } from '#ui/texts.ts'
import { proxyWords } from '#ui/words.ts'

export interface PersonaLineProps {
  persona: Persona
  /** What is said of it, and can be done with it. */
  children?: ComponentChildren
}

export function PersonaLine({ persona, children }: PersonaLineProps) {
  const { label, colour, prefix, site } = persona
  return (
    <li>
      <span class="initials" style={{ background: personaColours[colour] }} aria-hidden="true">
        {initialsOf(label)}
      </span>
      <strong>
        <bdi>{label}</bdi>
      </strong>
      <span class="aside">
        <bdi>{nameOf(persona)}</bdi>{' '}
        {site === '' ? text('whoOn', proxyWords(prefix)) : text('runWhere', proxyWords(prefix), site)}
      </span>
      {children}
    </li>
  )
}
