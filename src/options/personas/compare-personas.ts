import { formatUserName, isSameUser } from '#protocol/identity'
import type { Persona } from '#shared/personas/persona'
import { fromFileEntry, type PersonaFileEntry, toFileEntry } from '#shared/personas/persona-file-entry'
import { createFieldChange, type FieldChange, type FieldValue } from './field-change.ts'

/** The effect of one entry of a file, with the index of the entry. */
export type Comparison = { index: number } & ComparisonResult

type ComparisonResult =
  | { kind: 'new'; persona: Persona }
  | { kind: 'changed'; persona: Persona; changes: FieldChange[]; isOtherUser: boolean }
  | { kind: 'same'; persona: Persona }
  /**
   * Another persona has the same label. `persona` would be added; `replacement` would replace it.
   */
  | { kind: 'conflict'; persona: Persona; replacement: Persona; other: Persona }

/**
 * Compares each entry with the persona of the same id or, without an id, of the same label. A
 * persona whose id is in the file matches only that entry, even if its label has changed.
 */
export function comparePersonas(
  personas: readonly Persona[],
  entries: readonly PersonaFileEntry[],
  makeId: () => string,
): Comparison[] {
  const byId = new Map(personas.map(persona => [persona.id, persona]))
  const findSameLabel = createSameLabelFinder(personas, entries)
  const compareEntry = (entry: PersonaFileEntry): ComparisonResult => {
    const sameLabel = findSameLabel(entry)
    const existing = entry.id === undefined ? sameLabel : byId.get(entry.id)
    if (existing !== undefined && (sameLabel === undefined || existing.label === entry.label)) {
      return createChange(existing, entry)
    }
    const persona = { ...fromFileEntry(entry, entry.id ?? makeId()), ...pickLastUsedAt(existing) }
    return sameLabel === undefined ? { kind: 'new', persona } : createConflict(entry, persona, sameLabel)
  }
  return entries.map((entry, index) => ({ index, ...compareEntry(entry) }))
}

/**
 * Finds the persona with an entry's label among those whose ids are not in the file. Prefers the
 * same user, then the first.
 */
function createSameLabelFinder(
  personas: readonly Persona[],
  entries: readonly PersonaFileEntry[],
): (entry: PersonaFileEntry) => Persona | undefined {
  const known = new Set(entries.map(({ id }) => id))
  const firstByLabel = new Map<string, Persona>()
  const byLabelAndUser = new Map<string, Persona[]>()
  for (const persona of personas.filter(({ id }) => !known.has(id))) {
    if (!firstByLabel.has(persona.label)) firstByLabel.set(persona.label, persona)
    const key = toLabelAndUser(persona)
    const others = byLabelAndUser.get(key)
    if (others === undefined) byLabelAndUser.set(key, [persona])
    else others.push(persona)
  }
  return entry =>
    byLabelAndUser.get(toLabelAndUser(entry))?.find(persona => isSameUser(persona, entry)) ??
    firstByLabel.get(entry.label)
}

/**
 * Returns the same text for the same user, and seldom for another one: a search among all personas
 * of a label would take time in proportion to their square.
 */
const toLabelAndUser = ({ label, ...user }: Pick<Persona, 'label' | 'userDirectory' | 'userId'>): string =>
  JSON.stringify([label, formatUserName(user).toUpperCase().toLowerCase()])

const createConflict = (entry: PersonaFileEntry, persona: Persona, other: Persona): ComparisonResult => ({
  kind: 'conflict',
  persona,
  replacement: { ...fromFileEntry(entry, other.id), ...pickLastUsedAt(other) },
  other,
})

function createChange(known: Persona, entry: PersonaFileEntry): ComparisonResult {
  const persona = { ...fromFileEntry(entry, known.id), ...pickLastUsedAt(known) }
  const before = new Map(getFields(known))
  const changes = getFields(persona)
    .map(([name, value]) => ({ name, before: before.get(name) ?? '', after: value }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
    .map(({ name, before, after }) => createFieldChange(name, before, after))
  return changes.length === 0
    ? { kind: 'same', persona }
    : { kind: 'changed', persona, changes, isOtherUser: !isSameUser(known, persona) }
}

/** Returns the comparable fields, with directory and id as one user. */
function getFields(persona: Persona): [string, FieldValue][] {
  const { userDirectory: _, userId: __, id: ___, container = '', ...others } = toFileEntry(persona)
  return Object.entries({ user: formatUserName(persona), container, ...others })
}

const pickLastUsedAt = (persona: Persona | undefined): Pick<Persona, 'lastUsedAt'> =>
  persona?.lastUsedAt === undefined ? {} : { lastUsedAt: persona.lastUsedAt }
