import * as v from 'valibot'
import type { Persona } from '#shared/personas/persona'
import type { PersonaIntent } from '#shared/personas/persona-intents'

/** What a tester may say of an organisation's persona, which is not theirs to change. */
export const ManagedPersonaOverridesSchema = v.object({
  pinned: v.optional(v.boolean()),
  lastUsedAt: v.optional(v.number()),
  setInUse: v.optional(v.string()),
})

export type ManagedPersonaOverrides = v.InferOutput<typeof ManagedPersonaOverridesSchema>

/** An id that a policy gave. */
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

/** A copy of the organisation's persona is the tester's own; undefined when that id is not of it. */
export function toEditableCopy(
  managed: readonly Persona[],
  { id, newId, label }: { id: string; newId: string; label: string },
): PersonaIntent | undefined {
  const original = managed.find(persona => persona.id === id)
  if (original === undefined) return undefined
  const { isManaged: _, ...copy } = original
  return { intent: 'savePersonas', personas: [{ ...copy, id: newId, label, pinned: false }] }
}
