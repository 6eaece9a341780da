import { formatUserName } from '#protocol/identity'
import type { Persona } from '#shared/personas/persona'

/** Those in which every word of the query occurs, in their order: label, `DIR\id`, prefix and site count. */
export function searchPersonas(personas: readonly Persona[], query: string): readonly Persona[] {
  const words = foldAccents(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return personas
  return personas.filter(persona => {
    const text = getSearchText(persona)
    return words.every(word => text.includes(word))
  })
}

/** Without case, accents and forms of presentation, in every script. Upper case, because it knows ß, ς and ı. */
const foldAccents = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toUpperCase()

/** Folded once for each persona, since all of them are looked through at every key. */
const searchTexts = new WeakMap<Persona, string>()

function getSearchText(persona: Persona): string {
  const known = searchTexts.get(persona)
  if (known !== undefined) return known
  const text = foldAccents([persona.label, formatUserName(persona), persona.prefix, persona.site].join('\n'))
  searchTexts.set(persona, text)
  return text
}
