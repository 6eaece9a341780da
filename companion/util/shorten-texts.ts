/** Longer than any user name or path. A request or a server may have put a megabyte there. */
const maxTextLength = 600

/** Returns the value with every text in it shortened. The shape stays. */
export const shortenTexts = <Value>(value: Value): Value =>
  // Every branch returns the type that it received, which the compiler cannot follow through a type
  // parameter.
  shortenUnknown(value) as Value

function shortenUnknown(value: unknown): unknown {
  if (typeof value === 'string') return shortenText(value)
  if (Array.isArray(value)) return value.map(shortenUnknown)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shortenUnknown(inner)]))
}

const shortenText = (text: string): string =>
  text.length > maxTextLength ? `${text.slice(0, maxTextLength).toWellFormed()}…` : text
