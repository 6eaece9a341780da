import { formatUserName } from '#protocol/identity'
import type { Persona } from './persona.ts'

/** Returns the personas that contain every word of the query in label, `DIR\id`, prefix or site. */
export function searchPersonas(personas: readonly Persona[], query: string): readonly Persona[] {
  const words = foldAccents(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return personas
  return personas.filter(persona => {
    const text = getSearchText(persona)
    return words.every(word => text.includes(word))
  })
}

/** Removes case, accents and presentation forms in every script. Upper case handles ß, ς and ı. */
const foldAccents = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toUpperCase()

/** Cached per persona, because every key press searches all of them. */
const searchTexts = new WeakMap<Persona, string>()

function getSearchText(persona: Persona): string {
  const known = searchTexts.get(persona)
  if (known !== undefined) return known
  const text = foldAccents([persona.label, formatUserName(persona), persona.prefix, persona.site].join('\n'))
  searchTexts.set(persona, text)
  return text
}
