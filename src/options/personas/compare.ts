import { isSameUser, nameOf } from '#protocol/identity'
import type { Persona } from '#shared/persona'
import { entryOf, type PersonaEntry, personaOf } from '#shared/persona-entry'
import { type Change, changeFrom, type Value } from './change.ts'

/** What an entry of a file means for the personas that are there, with its place among the entries. */
export type Comparison = { place: number } & Meaning

type Meaning =
  | { kind: 'new'; persona: Persona }
  | { kind: 'changed'; persona: Persona; changes: Change[]; isOtherUser: boolean }
  | { kind: 'same'; persona: Persona }
  /** Another persona has its label already: `persona` would come beside it, `instead` would take its place. */
  | { kind: 'conflict'; persona: Persona; instead: Persona; other: Persona }

/**
 * Each entry beside the persona of the same id, or without an id of the same label. What the file knows by its id is no other
 * entry's, whatever the two are called.
 */
export function compare(
  personas: readonly Persona[],
  entries: readonly PersonaEntry[],
  makeId: () => string,
): Comparison[] {
  const byId = new Map(personas.map(persona => [persona.id, persona]))
  const namesakeOf = findNamesakes(personas, entries)
  const meaningOf = (entry: PersonaEntry): Meaning => {
    const namesake = namesakeOf(entry)
    const meant = entry.id === undefined ? namesake : byId.get(entry.id)
    if (meant !== undefined && (namesake === undefined || meant.label === entry.label)) {
      return changeOf(meant, entry)
    }
    const persona = { ...personaOf(entry, entry.id ?? makeId()), ...usedAt(meant) }
    return namesake === undefined ? { kind: 'new', persona } : conflict(entry, persona, namesake)
  }
  return entries.map((entry, place) => ({ place, ...meaningOf(entry) }))
}

/** Gives the persona of an entry's label that no entry knows by its id; of several the one that is the same user, else the first. */
function findNamesakes(
  personas: readonly Persona[],
  entries: readonly PersonaEntry[],
): (entry: PersonaEntry) => Persona | undefined {
  const known = new Set(entries.map(({ id }) => id))
  const byLabel = new Map<string, Persona[]>()
  for (const persona of personas.filter(({ id }) => !known.has(id))) {
    const others = byLabel.get(persona.label)
    if (others === undefined) byLabel.set(persona.label, [persona])
    else others.push(persona)
  }
  return entry => {
    const namesakes = byLabel.get(entry.label)
    return namesakes?.find(persona => isSameUser(persona, entry)) ?? namesakes?.[0]
  }
}

const conflict = (entry: PersonaEntry, persona: Persona, other: Persona): Meaning => ({
  kind: 'conflict',
  persona,
  instead: { ...personaOf(entry, other.id), ...usedAt(other) },
  other,
})

function changeOf(known: Persona, entry: PersonaEntry): Meaning {
  const persona = { ...personaOf(entry, known.id), ...usedAt(known) }
  const before = new Map(fieldsOf(known))
  const changes = fieldsOf(persona)
    .map(([name, value]) => ({ name, before: before.get(name) ?? '', after: value }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
    .map(({ name, before, after }) => changeFrom(name, before, after))
  return changes.length === 0
    ? { kind: 'same', persona }
    : { kind: 'changed', persona, changes, isOtherUser: !isSameUser(known, persona) }
}

/** Directory and id are one user. */
function fieldsOf(persona: Persona): [string, Value][] {
  const { userDirectory: _, userId: __, id: ___, ...others } = entryOf(persona)
  return Object.entries({ user: nameOf(persona), ...others })
}

const usedAt = (persona: Persona | undefined): Pick<Persona, 'lastUsedAt'> =>
  persona?.lastUsedAt === undefined ? {} : { lastUsedAt: persona.lastUsedAt }
