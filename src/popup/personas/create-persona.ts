import type { Persona } from '#shared/personas/persona'
import { type PersonaColor, personaColorNames } from '#shared/personas/persona-colors'
import { findMatchingPersona, toAttributes } from '../state/form.ts'
import type { Model } from '../state/model.ts'

/** Returns the persona that matches the form, or a new one in the least used color. */
export function createPersonaFromForm({ form, personas: { personas } }: Model): Persona {
  const { site, prefix, userDirectory, userId, rows, cookieName } = form
  const own = personas.filter(({ isManaged }) => isManaged !== true)
  return (
    findMatchingPersona(form, own) ?? {
      id: crypto.randomUUID(),
      label: userId,
      colour: findRarestColor(personas),
      site,
      prefix,
      userDirectory,
      userId,
      attributeSets: [{ name: '', attributes: toAttributes(rows) }],
      setInUse: '',
      cookieName,
      pinned: false,
    }
  )
}

function findRarestColor(personas: readonly Persona[]): PersonaColor {
  const uses = (name: PersonaColor) => personas.filter(({ colour }) => colour === name).length
  return personaColorNames.reduce((best, name) => (uses(name) < uses(best) ? name : best))
}
