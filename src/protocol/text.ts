const maxQuotedLength = 80

/** A received value as a message may show it: in quotes, control characters visible, cut at 80 characters. */
export function quote(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value)
  // A name has one backslash, and shall have one here.
  const text = typeof value === 'string' ? json.replaceAll('\\\\', '\\') : json
  return text.length > maxQuotedLength
    ? `${text.slice(0, maxQuotedLength)}… (${text.length} characters)`
    : text
}

/** What anything that was thrown says, for people. */
export const errorMessage = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown)
