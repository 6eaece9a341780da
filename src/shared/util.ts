import { isMessage } from '#messages/message'

/** The same value with every text in it changed; keys, numbers, names of messages and the shape stay. */
export function mapStrings<Value>(value: Value, change: (text: string) => string): Value {
  // Each branch gives back what it was given, which the compiler does not follow through a type parameter.
  return mapUnknown(value, change) as Value
}

function mapUnknown(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map(item => mapUnknown(item, change))
  if (isMessage(value)) return { id: value.id, values: mapUnknown(value.values, change) }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapUnknown(item, change)]))
}
