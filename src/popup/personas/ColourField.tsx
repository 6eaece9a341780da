import type { Persona } from '#shared/persona'
import { personaColourNames } from '#shared/persona-colours'
import { Disc } from '#ui/Disc.tsx'
import { type TextKey, text } from '#ui/texts.ts'

export interface ColourFieldProps extends Pick<Persona, 'label' | 'colour'> {
  onChoose: (colour: Persona['colour']) => void
}

/** The palette, each colour with the initials as they will look. */
export const ColourField = ({ label, colour, onChoose }: ColourFieldProps) => (
  <fieldset>
    <legend>{text('personaColour')}</legend>
    <div class="palette">
      {personaColourNames.map(name => (
        <label key={name} title={text(colourKeys[name])}>
          <input
            type="radio"
            class="unseen"
            name="colour"
            aria-label={text(colourKeys[name])}
            checked={name === colour}
            onChange={() => onChoose(name)}
          />
          <Disc persona={{ label, colour: name }} />
        </label>
      ))}
    </div>
  </fieldset>
)

const colourKeys: Record<Persona['colour'], TextKey> = {
  blue: 'colourBlue',
  teal: 'colourTeal',
  green: 'colourGreen',
  olive: 'colourOlive',
  orange: 'colourOrange',
  red: 'colourRed',
  pink: 'colourPink',
  violet: 'colourViolet',
}
