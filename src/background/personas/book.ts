import * as v from 'valibot'
import { PersonaSchema } from '#shared/persona'

/** The saved personas, with the one deleted last and where it stood. */
export const BookSchema = v.object({
  personas: v.array(PersonaSchema),
  deleted: v.optional(v.object({ persona: PersonaSchema, place: v.number() })),
})

export type Book = v.InferOutput<typeof BookSchema>

export const emptyBook: Book = { personas: [] }
