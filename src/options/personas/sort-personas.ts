import { type Persona, sortPersonas } from '#shared/personas/persona'

export const personaOrders = ['use', 'label', 'user', 'site'] as const
export type PersonaOrder = (typeof personaOrders)[number]

/** Sorts personas as the popup does, or by a text. */
export const orderPersonas = (
  personas: readonly Persona[],
  order: PersonaOrder,
  locale: string,
): Persona[] =>
  order === 'use'
    ? sortPersonas(personas)
    : personas.toSorted((one, other) => readText(one, order).localeCompare(readText(other, order), locale))

const readText = (persona: Persona, order: Exclude<PersonaOrder, 'use'>): string =>
  order === 'user' ? `${persona.userDirectory}\\${persona.userId}` : persona[order]
