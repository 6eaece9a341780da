import * as v from 'valibot'

/** What crossed unparsed; undefined when it is not there, or not of that form. */
export function parseOrUndefined<Schema extends v.GenericSchema>(
  schema: Schema,
  received: unknown,
): v.InferOutput<Schema> | undefined {
  const { success, output } = v.safeParse(schema, received)
  return success ? output : undefined
}
