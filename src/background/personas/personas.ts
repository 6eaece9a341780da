import { messageOf } from '#protocol/message-of'
import type { Persona } from '#shared/persona'
import type { PersonaIntent } from '#shared/persona-intents'
import type { PersonasState } from '#shared/personas'
import type { LocalStorage } from '../browser/local-storage.ts'
import type { HandlersOf } from '../handlers.ts'
import type { KeptAside } from '../kept-aside.ts'
import { openLasting } from '../lasting.ts'
import { type Book, BookSchema, emptyBook } from './book.ts'
import { copyOfManaged, withMarks } from './managed.ts'
import { type PersonaHappening, reducePersonas } from './reduce.ts'

/** The saved personas: one book, whoever changes it. */
export interface Personas {
  handlers: HandlersOf<PersonaIntent['intent']>
  /** The personas of the organisation, from now on. */
  fromPolicy(personas: Persona[]): void
  /** A run was begun with this persona. */
  used(id: string): void
  /** As they are when all that was asked before has been done. */
  all(): Promise<Persona[]>
}

export interface PersonasTools {
  storage: LocalStorage
  aside: KeptAside
  publish(state: PersonasState): void
  now(): number
}

export function createPersonas({ storage, aside, publish, now }: PersonasTools): Personas {
  const lasting = openLasting({
    storage,
    aside,
    key: 'personas',
    version: 1,
    schema: BookSchema,
    empty: emptyBook,
  })
  let managed: Persona[] = []
  /** Pages see what is stored, and that a change was not. */
  let told: PersonasState = { personas: [] }
  const tell = ({ personas, deleted, imported, marks }: Book): void => {
    const changes = imported && imported.before.length + imported.added.length
    const all = [...personas, ...managed.map(persona => withMarks(persona, marks?.[persona.id]))]
    told = { personas: all, deleted: deleted?.persona, imported: changes }
    publish(told)
  }
  const tellTrouble = (thrown: unknown): void => {
    told = { ...told, notSaved: messageOf(thrown) }
    publish(told)
  }
  let settled = lasting.value().then(tell).catch(tellTrouble)
  const change = (happening: PersonaHappening): void => {
    settled = settled
      .then(() => lasting.change(book => reducePersonas(book, happening)))
      .then(tell)
      .catch(tellTrouble)
  }

  return {
    fromPolicy(personas) {
      managed = personas
      settled = settled.then(lasting.value).then(tell).catch(tellTrouble)
    },
    handlers: {
      savePersonas: change,
      importPersonas: change,
      undoImport: change,
      duplicatePersona: wish => change(copyOfManaged(managed, wish) ?? wish),
      deletePersona: change,
      undeletePersona: change,
      pinPersona: change,
      useAttributeSet: change,
    },
    used: id => change({ intent: 'personaUsed', id, at: now() }),
    all: () => settled.then(() => told.personas),
  }
}
