import * as v from 'valibot'
import { maxNameLength, maxSessionIdLength } from '#protocol/constants'
import { AttributeSchema } from '#protocol/identity'
import type { Persona } from './persona.ts'
import { personaColorNames } from './persona-colors.ts'

/** What is a line in a list; the browser draws any script and direction. */
const LineSchema = v.pipe(v.string(), v.regex(/^\P{Cc}*$/u, 'controlCharacters'))
const NameSchema = v.pipe(LineSchema, v.maxLength(maxNameLength), v.regex(/\S/, 'empty'))

const AttributeSetSchema = v.strictObject({
  /** Empty for the set that *Save persona* makes. */
  name: LineSchema,
  attributes: v.pipe(v.array(v.strictObject(AttributeSchema.entries)), v.maxLength(1_000)),
})

/**
 * A persona as people write it down, in a file or a policy (docs/personas.md). Strict: what is not known is a slip of somebody, and
 * said: the words of its checks are those of {@link ValidationIssue}.
 */
export const PersonaFileEntrySchema = v.strictObject({
  /** Tells it from others when its label changes; a hand-written one needs none. */
  id: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'idForm'))),
  label: NameSchema,
  colour: v.optional(v.picklist(personaColorNames), 'blue'),
  site: v.optional(LineSchema, ''),
  prefix: v.optional(LineSchema, ''),
  userDirectory: NameSchema,
  userId: NameSchema,
  attributeSets: v.optional(v.pipe(v.array(AttributeSetSchema), v.maxLength(100)), []),
  setInUse: v.optional(LineSchema, ''),
  cookieName: v.optional(v.pipe(v.string(), v.maxLength(maxSessionIdLength)), ''),
  pinned: v.optional(v.boolean(), false),
})

export type PersonaFileEntry = v.InferOutput<typeof PersonaFileEntrySchema>

export const fromFileEntry = (entry: PersonaFileEntry, id: string): Persona => ({ ...entry, id })

/** Without what is not for others: when it was last used, and by whose wish it is there. */
export const toFileEntry = ({ lastUsedAt: _, isManaged: __, ...persona }: Persona): PersonaFileEntry =>
  persona
