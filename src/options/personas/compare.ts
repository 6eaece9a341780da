import { isSameUser, nameOf } from '#protocol/identity'
import type { Persona } from '#shared/persona'
import { entryOf, type PersonaEntry, personaOf } from '#shared/persona-entry'
import { type Change, changeFrom, type Value } from './change.ts'

/** What an entry of a file means for the personas that are there. */
export type Comparison =
  | { kind: 'new'; persona: Persona }
  | { kind: 'changed'; persona: Persona; changes: Change[]; isOtherUser: boolean }
  | { kind: 'same'; persona: Persona }
  /** Another persona has its label already: `persona` would come beside it, `instead` would take its place. */
  | { kind: 'conflict'; persona: Persona; instead: Persona; other: Persona }

/** Each entry beside the persona of the same id, or without an id of the same label. */
export function compare(
  personas: readonly Persona[],
  entries: readonly PersonaEntry[],
  makeId: () => string,
): Comparison[] {
  const byId = new Map(personas.map(persona => [persona.id, persona]))
  const byLabel = new Map(personas.map(persona => [persona.label, persona]))
  return entries.map(entry => {
    const known = byId.get(entry.id ?? '')
    const namesake = byLabel.get(entry.label)
    const meant = known ?? (entry.id === undefined ? namesake : undefined)
    if (namesake !== undefined && namesake !== meant) return conflict(entry, meant, namesake, makeId)
    if (meant === undefined) return { kind: 'new', persona: personaOf(entry, entry.id ?? makeId()) }
    return changeOf(meant, entry)
  })
}

function conflict(
  entry: PersonaEntry,
  meant: Persona | undefined,
  other: Persona,
  makeId: () => string,
): Comparison {
  const persona = { ...personaOf(entry, meant?.id ?? entry.id ?? makeId()), ...usedAt(meant) }
  return { kind: 'conflict', persona, instead: { ...personaOf(entry, other.id), ...usedAt(other) }, other }
}

function changeOf(known: Persona, entry: PersonaEntry): Comparison {
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
