import * as v from 'valibot'
import { PersonaSchema } from './persona.ts'

/** The intents about personas. */
export const personaIntents = [
  /** Replaces personas of the same id and adds the others first. */
  v.object({ intent: v.literal('savePersonas'), personas: v.array(PersonaSchema) }),
  /** As `savePersonas`, but can be undone as a whole. */
  v.object({ intent: v.literal('importPersonas'), personas: v.array(PersonaSchema) }),
  v.object({ intent: v.literal('undoImport') }),
  v.object({
    intent: v.literal('duplicatePersona'),
    id: v.string(),
    newId: v.string(),
    label: PersonaSchema.entries.label,
  }),
  v.object({ intent: v.literal('deletePersona'), id: v.string() }),
  /** Undoes the last deletion. */
  v.object({ intent: v.literal('undeletePersona') }),
  v.object({ intent: v.literal('pinPersona'), id: v.string(), pinned: v.boolean() }),
  v.object({ intent: v.literal('useAttributeSet'), id: v.string(), set: v.string() }),
] as const

const PersonaIntentSchema = v.variant('intent', personaIntents)

export type PersonaIntent = v.InferOutput<typeof PersonaIntentSchema>
