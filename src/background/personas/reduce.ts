import type { Persona } from '#shared/persona'
import type { PersonaIntent } from '#shared/persona-intents'
import type { Book } from './book.ts'
import { isManagedId } from './managed.ts'

/** All that can happen to the saved personas. */
export type PersonaHappening =
  | PersonaIntent
  /** A run was begun with it. */
  | { intent: 'personaUsed'; id: string; at: number }

export function reducePersonas(book: Book, happening: PersonaHappening): Book {
  switch (happening.intent) {
    case 'savePersonas':
      return withoutUndo(saved(book, edited(book, happening.personas)))
    case 'importPersonas':
      return imported(book, happening.personas)
    case 'undoImport':
      return withoutImport(book)
    case 'duplicatePersona':
      return withoutUndo(duplicated(book, happening))
    case 'deletePersona':
      return deleted(book, happening.id)
    case 'undeletePersona':
      return undeleted(book)
    case 'pinPersona':
      return changed(book, happening.id, { pinned: happening.pinned })
    case 'useAttributeSet':
      return changed(book, happening.id, { setInUse: happening.set })
    case 'personaUsed':
      return withoutUndo(changed(book, happening.id, { lastUsedAt: happening.at }))
  }
}

function saved(book: Book, personas: readonly Persona[]): Book {
  const own = personas.filter(({ id }) => !isManagedId(id))
  const byId = new Map(own.map(persona => [persona.id, persona]))
  const kept = book.personas.map(old => byId.get(old.id) ?? old)
  const known = new Set(book.personas.map(({ id }) => id))
  return { ...book, personas: [...[...byId.values()].filter(({ id }) => !known.has(id)), ...kept] }
}

/** A pin, and when it was used, are no part of an edit: they stay as they have become meanwhile. */
function edited(book: Book, personas: readonly Persona[]): Persona[] {
  const byId = new Map(book.personas.map(persona => [persona.id, persona]))
  return personas.map(persona => {
    const { pinned, lastUsedAt } = byId.get(persona.id) ?? persona
    return { ...persona, pinned, lastUsedAt }
  })
}

function imported(book: Book, personas: readonly Persona[]): Book {
  const ids = new Set(personas.map(({ id }) => id))
  const before = book.personas.filter(({ id }) => ids.has(id))
  for (const { id } of before) ids.delete(id)
  return { ...withoutUndo(saved(book, personas)), imported: { before, added: [...ids] } }
}

function withoutImport(book: Book): Book {
  if (book.imported === undefined) return book
  const { before, added } = book.imported
  const gone = new Set(added)
  const personas = book.personas.filter(({ id }) => !gone.has(id))
  return withoutUndo(saved({ ...book, personas }, before))
}

/** The copy comes right before what it was made from. */
function duplicated(
  book: Book,
  { id, newId, label }: Extract<PersonaHappening, { intent: 'duplicatePersona' }>,
): Book {
  if (book.personas.some(persona => persona.id === newId)) return book
  const copyOf = (persona: Persona): Persona => ({ ...persona, id: newId, label, pinned: false })
  return {
    ...book,
    personas: book.personas.flatMap(persona => (persona.id === id ? [copyOf(persona), persona] : [persona])),
  }
}

function deleted(book: Book, id: string): Book {
  const place = book.personas.findIndex(persona => persona.id === id)
  const persona = book.personas[place]
  return persona === undefined
    ? book
    : { ...book, personas: book.personas.toSpliced(place, 1), deleted: { persona, place } }
}

function undeleted(book: Book): Book {
  if (book.deleted === undefined) return book
  const { persona, place } = book.deleted
  const isBack = book.personas.some(({ id }) => id === persona.id)
  return withoutUndo(isBack ? book : { ...book, personas: book.personas.toSpliced(place, 0, persona) })
}

type Change = Partial<Pick<Persona, 'pinned' | 'lastUsedAt' | 'setInUse'>>

const changed = (book: Book, id: string, change: Change): Book =>
  isManagedId(id) ? marked(book, id, change) : changedInBook(book, id, change)

const marked = (book: Book, id: string, change: Change): Book => ({
  ...book,
  marks: { ...book.marks, [id]: { ...book.marks?.[id], ...change } },
})

const changedInBook = (book: Book, id: string, change: Change): Book => ({
  ...book,
  personas: book.personas.map(persona => (persona.id === id ? { ...persona, ...change } : persona)),
})

/** Who has gone on to something else has meant the deletion, or the import. */
const withoutUndo = (book: Book): Book => ({ ...book, deleted: undefined, imported: undefined })
