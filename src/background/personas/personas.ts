import { errorMessage } from '#protocol/message-of'
import type { Persona } from '#shared/personas/persona'
import type { PersonaIntent } from '#shared/personas/persona-intents'
import type { PersonasState } from '#shared/personas/persona-state'
import type { LocalStorage } from '../browser/storage.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'
import type { Quarantine } from '../storage/quarantine.ts'
import { openVersionedStore } from '../storage/versioned-store.ts'
import { applyOverrides, toEditableCopy } from './managed.ts'
import {
  emptyPersonaCollection,
  type PersonaCollection,
  PersonaCollectionSchema,
} from './persona-collection.ts'
import { type PersonaAction, reducePersonas } from './reducer.ts'

/** The saved personas: one book, whoever changes it. */
export interface Personas {
  handlers: IntentHandlersOf<PersonaIntent['intent']>
  /** The personas of the organisation, from now on. */
  setManaged(personas: Persona[]): void
  /** A run was begun with this persona. */
  markUsed(id: string): void
  /** As they are when all that was asked before has been done. */
  list(): Promise<Persona[]>
}

export interface PersonasDeps {
  storage: LocalStorage
  quarantine: Pick<Quarantine, 'add'>
  publish(state: PersonasState): void
  now(): number
}

export function createPersonas({ storage, quarantine, publish, now }: PersonasDeps): Personas {
  const store = openVersionedStore({
    storage,
    quarantine,
    key: 'personas',
    version: 1,
    schema: PersonaCollectionSchema,
    empty: emptyPersonaCollection,
  })
  let managed: Persona[] = []
  /** Pages see what is stored, and that a change was not. */
  let published: PersonasState = { personas: [] }
  const publishCollection = ({ personas, deleted, imported, marks }: PersonaCollection): void => {
    const changes = imported && imported.before.length + imported.added.length
    const all = [...personas, ...managed.map(persona => applyOverrides(persona, marks?.[persona.id]))]
    published = { personas: all, deleted: deleted?.persona, imported: changes }
    publish(published)
  }
  const publishSaveError = (thrown: unknown): void => {
    published = { ...published, notSaved: errorMessage(thrown) }
    publish(published)
  }
  let settled = store.read().then(publishCollection).catch(publishSaveError)
  const change = (action: PersonaAction): void => {
    settled = settled
      .then(() => store.update(collection => reducePersonas(collection, action)))
      .then(publishCollection)
      .catch(publishSaveError)
  }

  return {
    setManaged(personas) {
      managed = personas
      settled = settled.then(store.read).then(publishCollection).catch(publishSaveError)
    },
    handlers: {
      savePersonas: change,
      importPersonas: change,
      undoImport: change,
      duplicatePersona: intent => change(toEditableCopy(managed, intent) ?? intent),
      deletePersona: change,
      undeletePersona: change,
      pinPersona: change,
      useAttributeSet: change,
    },
    markUsed: id => change({ intent: 'personaUsed', id, at: now() }),
    list: () => settled.then(() => published.personas),
  }
}
