import { getInitials } from '#shared/personas/initials'
import type { Persona } from '#shared/personas/persona'
import { personaColors } from '#shared/personas/persona-colors'

/**
 * A persona's initials in its colour; its label stands beside it, or names the button that it lies in. Drawn by the style, because the
 * initials are no words of that name.
 */
export const PersonaAvatar = ({
  persona: { label, colour },
}: {
  persona: Pick<Persona, 'label' | 'colour'>
}) => (
  <span
    class="disc-of"
    aria-hidden="true"
    data-initials={getInitials(label)}
    style={{ background: personaColors[colour] }}
  />
)
