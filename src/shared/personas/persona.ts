import * as v from 'valibot'
import { maxNameLength } from '#protocol/constants'
import { AttributeSchema, type Identity } from '#protocol/identity'
import { personaColorNames } from './persona-colors.ts'

/** Attributes under a name, such as "with HR" and "without HR". */
export const AttributeSetSchema = v.object({ name: v.string(), attributes: v.array(AttributeSchema) })

/** An identity saved under a label. What is wrong with its values is said when somebody signs in with them. */
export const PersonaSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  label: v.pipe(v.string(), v.nonEmpty(), v.maxLength(maxNameLength)),
  colour: v.picklist(personaColorNames),
  site: v.string(),
  prefix: v.string(),
  userDirectory: v.string(),
  userId: v.string(),
  attributeSets: v.array(AttributeSetSchema),
  /** The name of the set in use; the first one where there is none of that name. */
  setInUse: v.string(),
  /** Empty: the name that belongs to the virtual proxy. */
  cookieName: v.string(),
  pinned: v.boolean(),
  /** From the organisation's policy: it can be used, not changed. */
  isManaged: v.optional(v.boolean()),
  /** Milliseconds since 1970; undefined before the first time. */
  lastUsedAt: v.optional(v.number()),
})

export type AttributeSet = v.InferOutput<typeof AttributeSetSchema>
export type Persona = v.InferOutput<typeof PersonaSchema>

export const activeAttributeSet = ({ attributeSets, setInUse }: Persona): AttributeSet | undefined =>
  attributeSets.find(({ name }) => name === setInUse) ?? attributeSets[0]

/** Whom a persona signs in as. */
export const toIdentity = (persona: Persona): Identity => ({
  userDirectory: persona.userDirectory,
  userId: persona.userId,
  attributes: activeAttributeSet(persona)?.attributes ?? [],
})

/** Pinned on top, then last used first, then as they were saved. */
export const sortPersonas = (personas: readonly Persona[]): Persona[] =>
  [...personas].sort(
    (one, other) =>
      Number(other.pinned) - Number(one.pinned) || (other.lastUsedAt ?? 0) - (one.lastUsedAt ?? 0),
  )
