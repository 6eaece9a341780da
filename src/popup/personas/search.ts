import { nameOf } from '#protocol/identity'
import type { Persona } from '#shared/persona'

/** Those in which every word of the query occurs, in their order: label, `DIR\id`, prefix and site count. */
export function found(personas: readonly Persona[], query: string): readonly Persona[] {
  const words = folded(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return personas
  return personas.filter(persona => {
    const text = textOf(persona)
    return words.every(word => text.includes(word))
  })
}

/** Without case, accents and forms of presentation, in every script. Upper case, because it knows ß, ς and ı. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toUpperCase()

/** Folded once for each persona, since all of them are looked through at every key. */
const texts = new WeakMap<Persona, string>()

function textOf(persona: Persona): string {
  const known = texts.get(persona)
  if (known !== undefined) return known
  const text = folded([persona.label, nameOf(persona), persona.prefix, persona.site].join('\n'))
  texts.set(persona, text)
  return text
}
