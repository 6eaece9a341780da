import * as v from 'valibot'
import { PersonaSchema } from './persona.ts'

/** The slice `personas` of the state. */
export const PersonasStateSchema = v.object({
  personas: v.array(PersonaSchema),
  /** The persona that was deleted last and can be restored. */
  deleted: v.optional(PersonaSchema),
  /** Milliseconds since 1970. */
  deletedAt: v.optional(v.number()),
  /** The number of personas that the last import added or changed, while it can be undone. */
  imported: v.optional(v.number()),
  /** Why the last change could not be stored, or why the personas could not be read. */
  notSaved: v.optional(v.string()),
})

export type PersonasState = v.InferOutput<typeof PersonasStateSchema>
