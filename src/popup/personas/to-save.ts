import type { Persona } from '#shared/persona'
import { type PersonaColour, personaColourNames } from '#shared/persona-colours'
import { attributesOf } from '../form.ts'
import type { Model } from '../model.ts'
import { personaLike } from './form.ts'

/** What the form says, as a persona: the one that says it already, or a new one in a colour that few have. */
export function personaToSave({ form, personas: { personas } }: Model): Persona {
  const { site, prefix, userDirectory, userId, rows, cookieName } = form
  const own = personas.filter(({ isManaged }) => isManaged !== true)
  return (
    personaLike(form, own) ?? {
      id: crypto.randomUUID(),
      label: userId,
      colour: rarestColour(personas),
      site,
      prefix,
      userDirectory,
      userId,
      attributeSets: [{ name: '', attributes: attributesOf(rows) }],
      setInUse: '',
      cookieName,
      pinned: false,
    }
  )
}

function rarestColour(personas: readonly Persona[]): PersonaColour {
  const uses = (name: PersonaColour) => personas.filter(({ colour }) => colour === name).length
  return personaColourNames.reduce((best, name) => (uses(name) < uses(best) ? name : best))
}
