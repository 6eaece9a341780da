import * as v from 'valibot'
import { choose } from './choose.ts'
import { describe } from './describe.ts'
import { keys, names } from './keyed.ts'

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const ValueSchema = choose([v.string(), v.array(v.string())], value => (Array.isArray(value) ? 1 : 0))

export const AttributesSchema = describe(
  names(v.string(), ValueSchema),
  'Attributes by name. A list gives several attributes of the same name.',
)

export const PersonaSchema = keys({
  user: describe(
    v.string(),
    'The user as `DIRECTORY\\id`, in single quotation marks, because YAML reads `\\a` in double ones as another character.',
  ),
  attributes: v.optional(AttributesSchema),
})

const PersonaFileSchema = keys({
  file: describe(
    v.pipe(v.string(), v.regex(/\.(csv|ya?ml|json)$/i, 'a file that ends with .csv, .yaml or .json')),
    'A CSV file, or a YAML file with a list of personas. Relative to the folder of the plan.',
  ),
})

/** A persona, or a file with personas. */
export const PersonaEntrySchema = choose([PersonaSchema, PersonaFileSchema], value =>
  isObject(value) && Object.hasOwn(value, 'file') ? 1 : 0,
)

export const PersonaListSchema = v.array(PersonaSchema)

export type AttributesByName = v.InferOutput<typeof AttributesSchema>
