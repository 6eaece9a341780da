import * as v from 'valibot'
import { isMessage } from '#messages/message'

/**
 * Returns the value with every string in it changed. Keys, numbers, message ids and the shape stay.
 */
export function mapStrings<Value>(value: Value, change: (text: string) => string): Value {
  // Every branch returns the type that it received, which the compiler cannot follow through a type
  // parameter.
  return mapUnknown(value, change) as Value
}

function mapUnknown(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map(item => mapUnknown(item, change))
  if (isMessage(value)) return { id: value.id, values: mapUnknown(value.values, change) }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapUnknown(item, change)]))
}

/** Returns the parsed value; undefined if it does not match the schema. */
export function parseOrUndefined<Schema extends v.GenericSchema>(
  schema: Schema,
  received: unknown,
): v.InferOutput<Schema> | undefined {
  const { success, output } = v.safeParse(schema, received)
  return success ? output : undefined
}
