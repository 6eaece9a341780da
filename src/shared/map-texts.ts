/** The same value with every text in it changed; keys, numbers and the shape stay. */
export function mapTexts<Value>(value: Value, change: (text: string) => string): Value {
  // Each branch gives back what it was given, which the compiler does not follow through a type parameter.
  return mapped(value, change) as Value
}

function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map(item => mapped(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, change)]))
}
