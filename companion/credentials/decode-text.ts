/**
 * Decodes a text file in UTF-8 or UTF-16, with or without a byte order mark. Editors and PowerShell on
 * Windows write all of these.
 */
export function decodeText(bytes: Buffer): string {
  const encoding = encodings.find(({ matches }) => matches(bytes))?.name ?? 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

/** The text of a PEM file starts with an ASCII character, and UTF-16 adds a zero byte to it. */
const encodings: { matches: (bytes: Buffer) => boolean; name: string }[] = [
  { matches: ([first, second]) => first === 0xff && second === 0xfe, name: 'utf-16le' },
  { matches: ([first, second]) => first === 0xfe && second === 0xff, name: 'utf-16be' },
  { matches: ([first, second]) => first !== 0 && second === 0, name: 'utf-16le' },
  { matches: ([first, second]) => first === 0 && second !== 0, name: 'utf-16be' },
]
