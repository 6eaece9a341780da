import * as v from 'valibot'

/** The same value with every text in it changed; keys, numbers and the shape stay. */
export function mapStrings<Value>(value: Value, change: (text: string) => string): Value {
  // Each branch gives back what it was given, which the compiler does not follow through a type parameter.
  return mapUnknown(value, change) as Value
}

function mapUnknown(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map(item => mapUnknown(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapUnknown(item, change)]))
}

/** What crossed unparsed; undefined when it is not there, or not of that form. */
export function parseOrUndefined<Schema extends v.GenericSchema>(
  schema: Schema,
  received: unknown,
): v.InferOutput<Schema> | undefined {
  const { success, output } = v.safeParse(schema, received)
  return success ? output : undefined
}
