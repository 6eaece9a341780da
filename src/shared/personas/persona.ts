import * as v from 'valibot'
import { maxNameLength } from '#protocol/constants'
import { AttributeSchema, type Identity } from '#protocol/identity'
import { personaColorNames } from './persona-colors.ts'

/** Named attributes, such as "with HR" and "without HR". */
export const AttributeSetSchema = v.object({ name: v.string(), attributes: v.array(AttributeSchema) })

/** A saved identity. Its values are validated when somebody signs in with them. */
export const PersonaSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  label: v.pipe(v.string(), v.nonEmpty(), v.maxLength(maxNameLength)),
  colour: v.picklist(personaColorNames),
  site: v.string(),
  prefix: v.string(),
  userDirectory: v.string(),
  userId: v.string(),
  attributeSets: v.array(AttributeSetSchema),
  /** The name of the active set. Defaults to the first one. */
  setInUse: v.string(),
  /** Empty to use the name of the virtual proxy. */
  cookieName: v.string(),
  /** The name of the container in which it signs in. Only Firefox has containers. */
  container: v.optional(v.string()),
  pinned: v.boolean(),
  /** Set by the organization's policy: it can be used but not changed. */
  isManaged: v.optional(v.boolean()),
  /** Milliseconds since 1970; undefined if never used. */
  lastUsedAt: v.optional(v.number()),
})

export type AttributeSet = v.InferOutput<typeof AttributeSetSchema>
export type Persona = v.InferOutput<typeof PersonaSchema>

/** What a persona fills in. */
export type PersonaValues = Pick<
  Persona,
  'site' | 'prefix' | 'userDirectory' | 'userId' | 'attributeSets' | 'setInUse' | 'cookieName'
>

export const activeAttributeSet = ({ attributeSets, setInUse }: PersonaValues): AttributeSet | undefined =>
  attributeSets.find(({ name }) => name === setInUse) ?? attributeSets[0]

/** Returns the identity that a persona signs in with. */
export const toIdentity = (persona: PersonaValues): Identity => ({
  userDirectory: persona.userDirectory,
  userId: persona.userId,
  attributes: activeAttributeSet(persona)?.attributes ?? [],
})

/**
 * Sorts pinned personas first, then in saved order, so that the buttons and shortcuts of the first few
 * keep their places.
 */
export const orderByPlace = (personas: readonly Persona[]): Persona[] =>
  [...personas].sort((one, other) => Number(other.pinned) - Number(one.pinned))

/** Sorts pinned personas first, then by last use, then in saved order. */
export const sortPersonas = (personas: readonly Persona[]): Persona[] =>
  [...personas].sort(
    (one, other) =>
      Number(other.pinned) - Number(one.pinned) || (other.lastUsedAt ?? 0) - (one.lastUsedAt ?? 0),
  )
