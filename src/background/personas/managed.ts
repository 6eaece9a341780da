import * as v from 'valibot'
import type { Persona } from '#shared/personas/persona'
import type { PersonaIntent } from '#shared/personas/persona-intents'

/** The fields of a managed persona that a tester may change. */
export const ManagedPersonaOverridesSchema = v.object({
  pinned: v.optional(v.boolean()),
  lastUsedAt: v.optional(v.number()),
  setInUse: v.optional(v.string()),
})

export type ManagedPersonaOverrides = v.InferOutput<typeof ManagedPersonaOverridesSchema>

/** Returns whether the id belongs to a persona of the organization. */
export const isManagedId = (id: string): boolean => id.startsWith('policy:')

export const applyOverrides = (
  persona: Persona,
  { pinned, lastUsedAt, setInUse }: ManagedPersonaOverrides = {},
): Persona => ({
  ...persona,
  pinned: pinned ?? persona.pinned,
  setInUse: setInUse ?? persona.setInUse,
  lastUsedAt,
})

/**
 * Returns an intent that saves an editable copy of a managed persona, or undefined for another id.
 */
export function toEditableCopy(
  managed: readonly Persona[],
  { id, newId, label }: { id: string; newId: string; label: string },
): PersonaIntent | undefined {
  const original = managed.find(persona => persona.id === id)
  if (original === undefined) return undefined
  const { isManaged: _, ...copy } = original
  return { intent: 'savePersonas', personas: [{ ...copy, id: newId, label, pinned: false }] }
}
