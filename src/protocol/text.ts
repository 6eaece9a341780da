const maxQuotedLength = 80

/** Quotes a value for a message, with visible hidden characters and at most 80 characters. */
export function quote(value: unknown): string {
  const json = escapeHiddenCharacters(JSON.stringify(value) ?? String(value))
  // Keep the single backslash of a user name.
  const text = typeof value === 'string' ? json.replaceAll('\\\\', '\\') : json
  return text.length > maxQuotedLength
    ? `${text.slice(0, maxQuotedLength)}… (${text.length} characters)`
    : text
}

/** Returns the message of anything thrown. */
export const errorMessage = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown)

/**
 * Escapes what JSON may contain but a terminal obeys or nobody sees: C1 controls, direction marks,
 * zero-width characters. The JSON keeps its meaning.
 */
export const escapeHiddenCharacters = (json: string): string =>
  isPrintableAscii(json)
    ? json
    : json.replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu, hidden =>
        hidden === '\n' ? hidden : hidden.split('').map(toEscape).join(''),
      )

/** Spares most texts an expression with Unicode properties, which takes long to compile. */
export const isPrintableAscii = (text: string): boolean => /^[\n -~]*$/.test(text)

const toEscape = (codeUnit: string): string => `\\u${codeUnit.charCodeAt(0).toString(16).padStart(4, '0')}`
