import type { MessageKey } from '#messages/message'
import type { Persona } from '#shared/personas/persona'
import { personaColorNames } from '#shared/personas/persona-colors'
import { PersonaAvatar } from '#ui/components/PersonaAvatar.tsx'
import { t } from '#ui/i18n.ts'

export interface ColorFieldProps extends Pick<Persona, 'label' | 'colour'> {
  onChoose: (colour: Persona['colour']) => void
}

/** Shows the palette, each color with the initials of the persona. */
export const ColorField = ({ label, colour, onChoose }: ColorFieldProps) => (
  <fieldset>
    <legend>{t('common.personaColour')}</legend>
    <div class="palette">
      {personaColorNames.map(name => (
        <label key={name} title={t(colorKeys[name])}>
          <input
            type="radio"
            class="unseen"
            name="colour"
            aria-label={t(colorKeys[name])}
            checked={name === colour}
            onChange={() => onChoose(name)}
          />
          <PersonaAvatar persona={{ label, colour: name }} />
        </label>
      ))}
    </div>
  </fieldset>
)

const colorKeys: Record<Persona['colour'], MessageKey> = {
  blue: 'color.blue',
  teal: 'color.teal',
  green: 'color.green',
  olive: 'color.olive',
  orange: 'color.orange',
  red: 'color.red',
  pink: 'color.pink',
  violet: 'color.violet',
}
