import * as v from 'valibot'
import { PersonaSchema } from './persona.ts'

/** What a page may ask about personas. */
export const personaIntents = [
  /** Those with a known id take the place of what it had, the others come first; an edit, a save or an import. */
  v.object({ intent: v.literal('savePersonas'), personas: v.array(PersonaSchema) }),
  /** As saving, but all of it can be taken back at once. */
  v.object({ intent: v.literal('importPersonas'), personas: v.array(PersonaSchema) }),
  v.object({ intent: v.literal('undoImport') }),
  v.object({
    intent: v.literal('duplicatePersona'),
    id: v.string(),
    newId: v.string(),
    label: PersonaSchema.entries.label,
  }),
  v.object({ intent: v.literal('deletePersona'), id: v.string() }),
  /** Takes back the last deletion. */
  v.object({ intent: v.literal('undeletePersona') }),
  v.object({ intent: v.literal('pinPersona'), id: v.string(), pinned: v.boolean() }),
  v.object({ intent: v.literal('useAttributeSet'), id: v.string(), set: v.string() }),
] as const

const PersonaIntentSchema = v.variant('intent', personaIntents)

export type PersonaIntent = v.InferOutput<typeof PersonaIntentSchema>
