import * as v from 'valibot'
import { PersonaSchema } from '#shared/personas/persona'
import { ManagedPersonaOverridesSchema } from './managed.ts'

/** The saved personas, with the one deleted last and where it stood. */
export const PersonaCollectionSchema = v.object({
  personas: v.array(PersonaSchema),
  /** By the ids of the organisation's personas. */
  marks: v.optional(v.record(v.string(), ManagedPersonaOverridesSchema)),
  /** What the last import changed, as it was, and the ids of what it brought. */
  imported: v.optional(v.object({ before: v.array(PersonaSchema), added: v.array(v.string()) })),
  deleted: v.optional(v.object({ persona: PersonaSchema, place: v.number() })),
})

export type PersonaCollection = v.InferOutput<typeof PersonaCollectionSchema>

export const emptyPersonaCollection: PersonaCollection = { personas: [] }
