const longest = 80

/** A received value as a message may show it: in quotes, control characters visible, cut at 80 characters. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value))
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text
}
