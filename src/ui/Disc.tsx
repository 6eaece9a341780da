import { initialsOf } from '#shared/initials'
import type { Persona } from '#shared/persona'
import { personaColours } from '#shared/persona-colours'

/**
 * A persona's initials in its colour; its label stands beside it, or names the button that it lies in. Drawn by the style, because the
 * initials are no words of that name.
 */
export const Disc = ({ persona: { label, colour } }: { persona: Pick<Persona, 'label' | 'colour'> }) => (
  <span
    class="disc-of"
    aria-hidden="true"
    data-initials={initialsOf(label)}
    style={{ background: personaColours[colour] }}
  />
)
