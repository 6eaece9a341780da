import * as v from 'valibot'
import { PersonaSchema } from './persona.ts'

/** The slice `personas` of the state. */
export const PersonasStateSchema = v.object({
  personas: v.array(PersonaSchema),
  /** The one deleted last, which can be had back. */
  deleted: v.optional(PersonaSchema),
  /** How many the last import brought or changed, while it can be taken back. */
  imported: v.optional(v.number()),
  /** Why the last change could not be stored, or the personas not be read. */
  notSaved: v.optional(v.string()),
})

export type PersonasState = v.InferOutput<typeof PersonasStateSchema>
