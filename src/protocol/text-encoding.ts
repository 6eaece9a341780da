export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/**
 * Returns the encoding of a text whose first character is ASCII, such as JSON or PEM, by its byte order
 * mark or its zero bytes. Notepad and the `>` of Windows PowerShell write UTF-16.
 */
export function detectTextEncoding([first, second]: Uint8Array): TextEncoding {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be'
  return 'utf-8'
}
