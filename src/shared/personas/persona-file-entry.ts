import * as v from 'valibot'
import { maxNameLength, maxSessionIdLength } from '#protocol/constants'
import { AttributeSchema } from '#protocol/identity'
import { directoryRules, type TextRule, userIdRules } from '#protocol/name-rules'
import type { Persona } from './persona.ts'
import { personaColorNames } from './persona-colors.ts'

/** A single line of text in any script. */
const LineSchema = v.pipe(v.string(), v.regex(/^\P{Cc}*$/u, 'controlCharacters'))
const NameSchema = v.pipe(LineSchema, v.maxLength(maxNameLength), v.regex(/\S/, 'empty'))

/** A name as a sign-in accepts it. `received` of an issue is the character that breaks the rule. */
const toUserNameSchema = (rules: readonly TextRule[]) =>
  v.pipe(
    NameSchema,
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return
      const { value } = dataset
      const rule = rules.find(({ findFault }) => findFault(value) !== undefined)
      if (rule !== undefined)
        addIssue({ message: rule.id, received: formatFault(rule, rule.findFault(value) ?? '') })
    }),
  )

const formatFault = ({ describe }: TextRule, fault: string): string =>
  String(describe(fault).values.character ?? '')

const AttributeSetSchema = v.strictObject({
  /** Empty for the set that *Save persona* creates. */
  name: LineSchema,
  attributes: v.pipe(v.array(v.strictObject(AttributeSchema.entries)), v.maxLength(1_000)),
})

/**
 * A persona in a file or a policy (docs/personas.md). Strict, so that a typing error in a field
 * name is reported. The messages of its checks are the reasons of {@link ValidationIssue}.
 */
export const PersonaFileEntrySchema = v.strictObject({
  /** Identifies the persona when its label changes. Optional in files that people write. */
  id: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'idForm'))),
  label: NameSchema,
  colour: v.optional(v.picklist(personaColorNames), 'blue'),
  site: v.optional(LineSchema, ''),
  prefix: v.optional(LineSchema, ''),
  userDirectory: toUserNameSchema(directoryRules),
  userId: toUserNameSchema(userIdRules),
  attributeSets: v.optional(v.pipe(v.array(AttributeSetSchema), v.maxLength(100)), []),
  setInUse: v.optional(LineSchema, ''),
  cookieName: v.optional(v.pipe(v.string(), v.maxLength(maxSessionIdLength)), ''),
  container: v.optional(v.pipe(LineSchema, v.trim(), v.maxLength(maxNameLength))),
  pinned: v.optional(v.boolean(), false),
})

export type PersonaFileEntry = v.InferOutput<typeof PersonaFileEntrySchema>

export const fromFileEntry = (entry: PersonaFileEntry, id: string): Persona => ({ ...entry, id })

/** Converts a persona for export, without the fields that concern only this installation. */
export const toFileEntry = ({
  lastUsedAt: _,
  isManaged: __,
  container,
  ...persona
}: Persona): PersonaFileEntry =>
  // Earlier versions reject a file with this field.
  container ? { ...persona, container } : persona
