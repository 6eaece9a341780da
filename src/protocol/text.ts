const maxQuotedLength = 80

/** Quotes a value for a message, with visible control characters and at most 80 characters. */
export function quote(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value)
  // Keep the single backslash of a user name.
  const text = typeof value === 'string' ? json.replaceAll('\\\\', '\\') : json
  return text.length > maxQuotedLength
    ? `${text.slice(0, maxQuotedLength)}… (${text.length} characters)`
    : text
}

/** Returns the message of anything thrown. */
export const errorMessage = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown)
