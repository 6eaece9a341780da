import * as v from 'valibot'
import { PersonaSchema } from '#shared/personas/persona'
import { ManagedPersonaOverridesSchema } from './managed.ts'

/** The saved personas, and what an undo needs. */
export const PersonaCollectionSchema = v.object({
  personas: v.array(PersonaSchema),
  /** Changes to managed personas, by their ids. */
  marks: v.optional(v.record(v.string(), ManagedPersonaOverridesSchema)),
  /** The replaced personas of the last import, and the ids of the new ones. */
  imported: v.optional(v.object({ before: v.array(PersonaSchema), added: v.array(v.string()) })),
  /** `at` is in milliseconds since 1970. */
  deleted: v.optional(v.object({ persona: PersonaSchema, place: v.number(), at: v.optional(v.number()) })),
})

export type PersonaCollection = v.InferOutput<typeof PersonaCollectionSchema>

export const emptyPersonaCollection: PersonaCollection = { personas: [] }
