import { getInitials } from '#shared/personas/initials'
import type { Persona } from '#shared/personas/persona'
import { personaColors } from '#shared/personas/persona-colors'

/**
 * Shows the initials of a persona in its color. The style draws them, so that they are not part of
 * the accessible name.
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
