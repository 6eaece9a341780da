import type { Persona } from '#shared/personas/persona'
import type { PersonaIntent } from '#shared/personas/persona-intents'
import { isManagedId } from './managed.ts'
import type { PersonaCollection } from './persona-collection.ts'

/** Everything that can change the saved personas. */
export type PersonaAction =
  | Exclude<PersonaIntent, { intent: 'deletePersona' }>
  | { intent: 'deletePersona'; id: string; at?: number }
  /** A run was started with the persona. */
  | { intent: 'personaUsed'; id: string; at: number }

export function reducePersonas(collection: PersonaCollection, action: PersonaAction): PersonaCollection {
  switch (action.intent) {
    case 'savePersonas':
      return clearUndo(upsertPersonas(collection, keepUsageFields(collection, action.personas)))
    case 'importPersonas':
      return importPersonas(collection, action.personas)
    case 'undoImport':
      return undoImport(collection)
    case 'duplicatePersona':
      return clearUndo(duplicatePersona(collection, action))
    case 'deletePersona':
      return deletePersona(collection, action)
    case 'undeletePersona':
      return undeletePersona(collection)
    case 'pinPersona':
      return changePersona(collection, action.id, { pinned: action.pinned })
    case 'useAttributeSet':
      return changePersona(collection, action.id, { setInUse: action.set })
    case 'personaUsed':
      return clearUndo(changePersona(collection, action.id, { lastUsedAt: action.at }))
  }
}

function upsertPersonas(collection: PersonaCollection, personas: readonly Persona[]): PersonaCollection {
  const own = personas.filter(({ id }) => !isManagedId(id))
  const byId = new Map(own.map(persona => [persona.id, persona]))
  const updated = collection.personas.map(old => byId.get(old.id) ?? old)
  const existingIds = new Set(collection.personas.map(({ id }) => id))
  return {
    ...collection,
    personas: [...[...byId.values()].filter(({ id }) => !existingIds.has(id)), ...updated],
  }
}

/** Keeps pin and last use from the stored persona, because an edit does not include them. */
function keepUsageFields(collection: PersonaCollection, personas: readonly Persona[]): Persona[] {
  const byId = new Map(collection.personas.map(persona => [persona.id, persona]))
  return personas.map(persona => {
    const { pinned, lastUsedAt } = byId.get(persona.id) ?? persona
    return { ...persona, pinned, lastUsedAt }
  })
}

function importPersonas(collection: PersonaCollection, personas: readonly Persona[]): PersonaCollection {
  const ids = new Set(personas.map(({ id }) => id))
  const before = collection.personas.filter(({ id }) => ids.has(id))
  for (const { id } of before) ids.delete(id)
  return { ...clearUndo(upsertPersonas(collection, personas)), imported: { before, added: [...ids] } }
}

function undoImport(collection: PersonaCollection): PersonaCollection {
  if (collection.imported === undefined) return collection
  const { before, added } = collection.imported
  const addedIds = new Set(added)
  const personas = collection.personas.filter(({ id }) => !addedIds.has(id))
  return clearUndo(upsertPersonas({ ...collection, personas }, before))
}

/** Inserts the copy directly before the original. */
function duplicatePersona(
  collection: PersonaCollection,
  { id, newId, label }: Extract<PersonaAction, { intent: 'duplicatePersona' }>,
): PersonaCollection {
  if (collection.personas.some(persona => persona.id === newId)) return collection
  const createCopy = (persona: Persona): Persona => ({ ...persona, id: newId, label, pinned: false })
  return {
    ...collection,
    personas: collection.personas.flatMap(persona =>
      persona.id === id ? [createCopy(persona), persona] : [persona],
    ),
  }
}

function deletePersona(
  collection: PersonaCollection,
  { id, at }: Extract<PersonaAction, { intent: 'deletePersona' }>,
): PersonaCollection {
  const place = collection.personas.findIndex(persona => persona.id === id)
  const persona = collection.personas[place]
  return persona === undefined
    ? collection
    : { ...collection, personas: collection.personas.toSpliced(place, 1), deleted: { persona, place, at } }
}

function undeletePersona(collection: PersonaCollection): PersonaCollection {
  if (collection.deleted === undefined) return collection
  const { persona, place } = collection.deleted
  const isBack = collection.personas.some(({ id }) => id === persona.id)
  return clearUndo(
    isBack ? collection : { ...collection, personas: collection.personas.toSpliced(place, 0, persona) },
  )
}

type Change = Partial<Pick<Persona, 'pinned' | 'lastUsedAt' | 'setInUse'>>

const changePersona = (collection: PersonaCollection, id: string, change: Change): PersonaCollection =>
  isManagedId(id) ? changeOverrides(collection, id, change) : changeOwnPersona(collection, id, change)

const changeOverrides = (collection: PersonaCollection, id: string, change: Change): PersonaCollection => ({
  ...collection,
  marks: { ...collection.marks, [id]: { ...collection.marks?.[id], ...change } },
})

const changeOwnPersona = (collection: PersonaCollection, id: string, change: Change): PersonaCollection => ({
  ...collection,
  personas: collection.personas.map(persona => (persona.id === id ? { ...persona, ...change } : persona)),
})

/** Any other action makes the last deletion or import permanent. */
const clearUndo = (collection: PersonaCollection): PersonaCollection => ({
  ...collection,
  deleted: undefined,
  imported: undefined,
})
