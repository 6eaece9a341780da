import { errorMessage } from '#protocol/text'
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

/** Owns the saved personas. All changes go through one queue. */
export interface Personas {
  handlers: IntentHandlersOf<PersonaIntent['intent']>
  /** Replaces the personas of the organization. */
  setManaged(personas: Persona[]): void
  /** Records that a run was started with the persona. */
  markUsed(id: string): void
  /** Returns the personas after all earlier changes. */
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
  /** Pages see the stored personas, and whether the last change could not be saved. */
  let published: PersonasState = { personas: [] }
  const publishCollection = ({ personas, deleted, imported, marks }: PersonaCollection): void => {
    const changes = imported && imported.before.length + imported.added.length
    const all = [...personas, ...managed.map(persona => applyOverrides(persona, marks?.[persona.id]))]
    published = { personas: all, deleted: deleted?.persona, deletedAt: deleted?.at, imported: changes }
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
      deletePersona: intent => change({ ...intent, at: now() }),
      undeletePersona: change,
      pinPersona: change,
      useAttributeSet: change,
    },
    markUsed: id => change({ intent: 'personaUsed', id, at: now() }),
    list: () => settled.then(() => published.personas),
  }
}
